import type { StateCounts } from '../../src/contract/input-states';
import type { Method } from '../../src/contract/methods';
import type {
  DrawnWeek,
  ReportDocument,
  ReportQuality,
  StoreFigures,
  WeekHeat,
  WindowFigures,
} from '../../src/contract/report';
import { parseInstant } from '../../src/domain/time/instants';

export const AS_OF = parseInstant('2023-01-25 18:13:22.479220 UTC') ?? 0;
const HOUR = 3_600_000_000;

export function figures(up: number, down: number, unknown: number | null = 0): WindowFigures {
  return {
    upMicros: up,
    downMicros: down,
    unknownMicros: unknown,
    businessMicros: up + down + (unknown ?? 0),
  };
}

/** Up for 30 minutes of the last hour, 6 of 8 hours of the day, 40 of 56 hours of the week. */
export function store(storeId: string, changed: Partial<StoreFigures> = {}): StoreFigures {
  return {
    storeId,
    timezone: 'America/New_York',
    states: { hours: 'given', timezones: 'given' },
    pollsLastWeek: 61,
    hour: figures(HOUR / 2, HOUR / 2),
    day: figures(6 * HOUR, HOUR, HOUR),
    week: figures(40 * HOUR, 8 * HOUR, 8 * HOUR),
    ...changed,
  };
}

/** The business time of such a store is not known. */
export const BLANK = {
  states: { hours: 'unreadable', timezones: 'given' },
  hour: null,
  day: null,
  week: null,
} as const satisfies Partial<StoreFigures>;

export function countStore(storeId: string): StoreFigures {
  return store(storeId, {
    hour: { upMicros: HOUR / 2, downMicros: HOUR / 2, unknownMicros: null, businessMicros: HOUR },
    day: { upMicros: 6 * HOUR, downMicros: 18 * HOUR, unknownMicros: null, businessMicros: 8 * HOUR },
    week: { upMicros: 40 * HOUR, downMicros: 128 * HOUR, unknownMicros: null, businessMicros: 56 * HOUR },
  });
}

/** Two days before the end of the week: one hour down within a business day of eight hours. */
export function week(storeId: string): DrawnWeek {
  const open = AS_OF - 50 * HOUR;
  const close = open + 8 * HOUR;
  return {
    storeId,
    clock: 'America/New_York',
    hoursFrom: { state: 'given', file: 'menu_hours.csv', since: null, lost: null },
    zoneFrom: { state: 'given', file: 'timezones.csv', since: null, lost: null },
    business: [{ fromMicros: open, toMicros: close }],
    stretches: [
      { fromMicros: open, toMicros: open + 3 * HOUR, status: 'up' },
      { fromMicros: open + 3 * HOUR, toMicros: open + 4 * HOUR, status: 'down' },
      { fromMicros: open + 4 * HOUR, toMicros: close, status: 'unknown' },
    ],
    polls: [
      { atMicros: open + HOUR, active: true },
      { atMicros: open + 3.5 * HOUR, active: false },
    ],
  };
}

function stateCounts(counts: StateCounts['counts']): StateCounts {
  return { counts, examples: { kept: ['s1', 's2', 's3'].slice(0, counts.kept), unreadable: ['s4', 's5'] } };
}

interface Parts {
  readonly method?: Method;
  readonly quality?: Partial<ReportQuality>;
  readonly weeks?: readonly DrawnWeek[];
  readonly heat?: WeekHeat;
}

export function documentOf(stores: readonly StoreFigures[], parts: Parts = {}): ReportDocument {
  return {
    pins: {
      asOfMicros: AS_OF,
      method: parts.method ?? 'interpolate',
      methodVersion: 2,
      holdSeconds: 7_200,
      logVersion: 12,
      hoursVersion: 3,
      timezonesVersion: 2,
      tzdbVersion: '2025b',
    },
    quality: {
      polls: 1_234_567,
      pollsOutsideHours: 4_321,
      newestPollMicros: AS_OF - 90_000_000,
      rowsIn: 2_000_001,
      duplicates: 17,
      disagreements: 5,
      quarantined: { polls: 3, hours: 2, timezones: 1 },
      storesWithoutTimezone: 6,
      storesWithoutHours: 8,
      storeStates: {
        hours: stateCounts({ given: 20, kept: 4, default: 8, unreadable: 2 }),
        timezones: stateCounts({ given: 25, kept: 0, default: 6, unreadable: 3 }),
      },
      storesWithoutFigures: 5,
      storesSilent: 9,
      unknownStoreIds: [],
      warnings: [],
      ...parts.quality,
    },
    stores,
    weeks: parts.weeks ?? [],
    heat: parts.heat ?? null,
  };
}
