import type { InputOrigin, InputState } from '../../../src/contract/input-states';
import { DEFAULT_TIMEZONE } from '../../../src/contract/report';
import type { StoreHours } from '../../../src/domain/explain/business-time';
import type { DayHours } from '../../../src/domain/hours/business-hours';

export function origin(state: InputState, file: string | null = null): InputOrigin {
  return { state, file, since: null, lost: null };
}

/** Readable hours and a readable zone; without rows, and for null, the default. */
export function storeHours(timezone: string | null, hours: readonly DayHours[]): StoreHours {
  return {
    timezone: timezone ?? DEFAULT_TIMEZONE,
    zoneFrom: timezone === null ? origin('default') : origin('given', 'zones.csv'),
    hours,
    hoursFrom: hours.length === 0 ? origin('default') : origin('given', 'hours.csv'),
  };
}
