import type { StoreFigures, WindowName } from '../../contract/report';
import { flooredRatio, hundredthsOf } from '../numbers/rounding';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '../time/instants';

/** The unit of each window in a report: minutes for an hour, hours for a day and a week. */
export const WINDOW_UNITS: Readonly<Record<WindowName, { readonly name: string; readonly micros: number }>> =
  {
    hour: { name: 'minutes', micros: MICROS_PER_MINUTE },
    day: { name: 'hours', micros: MICROS_PER_HOUR },
    week: { name: 'hours', micros: MICROS_PER_HOUR },
  };

export type Quantity = 'up' | 'down' | 'unknown' | 'business';

/** The name of a CSV column and a JSON field: `uptime_last_hour(in minutes)`. */
export function durationField(quantity: Quantity, window: WindowName): string {
  return `${durationStem(quantity, window)}(in ${WINDOW_UNITS[window].name})`;
}

function durationStem(quantity: Quantity, window: WindowName): string {
  const stem = quantity === 'up' || quantity === 'down' ? `${quantity}time` : quantity;
  return `${stem}_last_${window}`;
}

/** In hundredths of the window's unit; null: the method has no such quantity, or the business time is not known. */
export function roundedQuantity(store: StoreFigures, quantity: Quantity, window: WindowName): number | null {
  const micros = quantityMicros(store, quantity, window);
  return micros === null ? null : hundredthsOf(micros, WINDOW_UNITS[window].micros);
}

/** Unrounded; null as above. */
export function quantityMicros(store: StoreFigures, quantity: Quantity, window: WindowName): number | null {
  const figures = store[window];
  if (figures === null) return null;
  switch (quantity) {
    case 'up':
      return figures.upMicros;
    case 'down':
      return figures.downMicros;
    case 'unknown':
      return figures.unknownMicros;
    case 'business':
      return figures.businessMicros;
  }
}

/** Known share of the week's business time in hundredths, floored; null without business time, or for `count`. */
export function flooredCoverage({ week }: StoreFigures): number | null {
  if (week === null || week.unknownMicros === null) return null;
  return flooredRatio(week.businessMicros - week.unknownMicros, week.businessMicros, 100);
}
