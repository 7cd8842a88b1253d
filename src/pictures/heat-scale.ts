import type { WeekHeat } from '../contract/report';
import { flooredRatioOfTotals } from '../domain/numbers/rounding';
import type { HeatStep } from './skin';

export const WEEKDAY_LABELS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** An hour of a weekday, over all stores. */
export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly upMicros: number;
  readonly downMicros: number;
  readonly unknownMicros: number;
  /** The share of known time that was up, in whole percents, floored; null: nothing is known. */
  readonly upPercent: number | null;
  readonly isOpen: boolean;
  /** Less than half of the business time is known. */
  readonly isBarelyKnown: boolean;
}

export function heatCells(heat: WeekHeat): HeatCell[] {
  return heat.upMicros.map((upMicros, place) => {
    const downMicros = heat.downMicros[place] ?? 0;
    const unknownMicros = heat.unknownMicros[place] ?? 0;
    const known = upMicros + downMicros;
    return {
      weekday: Math.floor(place / 24),
      hour: place % 24,
      upMicros,
      downMicros,
      unknownMicros,
      // BigInt: the microseconds of many stores times 100 are too large for an exact double.
      upPercent: flooredRatioOfTotals(BigInt(upMicros), BigInt(known), 100),
      isOpen: known + unknownMicros > 0,
      isBarelyKnown: unknownMicros > known,
    };
  });
}

/** The lowest percentage of each step, best first; all below the last is the worst step. */
const MIN_PERCENT: readonly (readonly [number, HeatStep])[] = [
  [100, 0],
  [99, 1],
  [95, 2],
  [90, 3],
  [75, 4],
];

export const HEAT_WORDS: readonly string[] = [
  '100%',
  '99%',
  '95 to 98%',
  '90 to 94%',
  '75 to 89%',
  'under 75%',
];

export function heatStep(upPercent: number): HeatStep {
  return MIN_PERCENT.find(([min]) => upPercent >= min)?.[1] ?? 5;
}
