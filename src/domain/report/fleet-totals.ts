import { type StoreFigures, WINDOWS, type WindowFigures, type WindowName } from '../../contract/report';
import { uptimeHundredths } from './window-ratios';

/** One window's sums over stores, in microseconds: bigint, because they exceed 2^53. null: the method has no unknown time. */
export interface WindowTotals {
  readonly upMicros: bigint;
  readonly downMicros: bigint;
  readonly unknownMicros: bigint | null;
  readonly businessMicros: bigint;
}

/** null: of no store the business time is known. */
export type FleetTotals = Readonly<Record<WindowName, WindowTotals | null>>;

/** Adds up the stores whose business time is known. Without any store, the totals are zero. */
export function fleetTotals(stores: readonly StoreFigures[]): FleetTotals {
  const [hour = null, day = null, week = null] = WINDOWS.map((name) =>
    totalOf(stores.map((store) => store[name])),
  );
  return { hour, day, week };
}

function totalOf(windows: readonly (WindowFigures | null)[]): WindowTotals | null {
  const figures = windows.filter((window) => window !== null);
  if (figures.length === 0 && windows.length > 0) return null;
  const knowsUnknown = figures.every((figure) => figure.unknownMicros !== null);
  return {
    upMicros: sum(figures.map((figure) => figure.upMicros)),
    downMicros: sum(figures.map((figure) => figure.downMicros)),
    unknownMicros: knowsUnknown ? sum(figures.map((figure) => figure.unknownMicros ?? 0)) : null,
    businessMicros: sum(figures.map((figure) => figure.businessMicros)),
  };
}

/** A double stays exact up to this sum plus a week. */
const EXACT_MICROS = 2 ** 52;

function sum(micros: readonly number[]): bigint {
  let total = 0n;
  let partial = 0;
  for (const value of micros) {
    partial += value;
    if (partial < EXACT_MICROS) continue;
    total += BigInt(partial);
    partial = 0;
  }
  return total + BigInt(partial);
}

/** Stores whose weekly uptime lies in `[fromPercent, toPercent)`; the last bin is exactly 100 %. */
export interface UptimeBin {
  readonly fromPercent: number;
  readonly toPercent: number;
  readonly stores: number;
}

export interface UptimeDistribution {
  readonly bins: readonly UptimeBin[];
  /** Of whose week nothing is known: neither up nor down. */
  readonly storesNotKnown: number;
}

/** @param edgesPercent ascending whole percents, from 0 to 100 */
export function uptimeDistribution(
  stores: readonly StoreFigures[],
  edgesPercent: readonly number[],
): UptimeDistribution {
  const counts = edgesPercent.map(() => 0);
  let storesNotKnown = 0;
  for (const { week } of stores) {
    const hundredths = uptimeHundredths(week);
    const bin = edgesPercent.findLastIndex((edge) => hundredths !== null && hundredths >= edge * 100);
    if (bin < 0) storesNotKnown++;
    else counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins = edgesPercent.map((fromPercent, index) => ({
    fromPercent,
    toPercent: edgesPercent[index + 1] ?? fromPercent,
    stores: counts[index] ?? 0,
  }));
  return { bins, storesNotKnown };
}
