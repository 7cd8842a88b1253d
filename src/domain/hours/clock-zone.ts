import type { InputState } from '../../contract/input-states';
import { isAroundTheClock } from './around-the-clock';
import type { DayHours } from './business-hours';

interface HoursAndZone {
  readonly hoursState: InputState;
  /** null: it is unreadable. */
  readonly timezone: string | null;
  /** The rows of the store; asked for only where they decide. */
  readonly rows: () => readonly DayHours[];
}

/**
 * The zone that a store's hours are read in. null: its business time is not known, so it has no figures. A store that is
 * always open needs no zone: any will do.
 */
export function clockZone({ hoursState, timezone, rows }: HoursAndZone): string | null {
  if (hoursState === 'unreadable') return null;
  return timezone ?? (isAroundTheClock(rows()) ? 'UTC' : null);
}
