import type { ReportDocument, StoreFigures, WindowFigures, WindowName } from '../contract/report';
import { formatInstant, MICROS_PER_SECOND } from '../domain/instants';
import { flooredRatio } from '../domain/rounding';
import type { ReportJsonFacts, ReportJsonStore } from './report-json-schema';
import { flooredCoverage, type Quantity, roundedQuantity } from './store-row';

const ROWS_PER_CHUNK = 500;

/** The report of docs/report-json.md, in chunks, one line a store. The same document gives the same bytes. */
export function* renderJson(document: ReportDocument): Generator<string> {
  yield `{\n"report": ${JSON.stringify(factsOf(document), null, 1)},\n"stores": [`;
  for (let first = 0; first < document.stores.length; first += ROWS_PER_CHUNK) {
    const rows = document.stores.slice(first, first + ROWS_PER_CHUNK);
    yield `${first === 0 ? '\n' : ',\n'}${rows.map((store) => JSON.stringify(rowOf(store))).join(',\n')}`;
  }
  yield '\n]\n}\n';
}

function factsOf({ pins, quality, stores }: ReportDocument): ReportJsonFacts {
  const newest = quality.newestPollMicros;
  return {
    method: `${pins.method} ${pins.methodVersion}`,
    hold_seconds: pins.holdSeconds,
    as_of: formatInstant(pins.asOfMicros),
    log_version: pins.logVersion,
    hours_version: pins.hoursVersion,
    timezones_version: pins.timezonesVersion,
    tzdb_version: pins.tzdbVersion,
    stores: stores.length,
    polls: quality.polls,
    polls_outside_hours: quality.pollsOutsideHours,
    newest_poll: newest === null ? null : formatInstant(newest),
    newest_poll_age_seconds: newest === null ? null : seconds(pins.asOfMicros - newest),
    rows_in: quality.rowsIn,
    duplicates: quality.duplicates,
    disagreements: quality.disagreements,
    quarantined: {
      polls: quality.quarantined.polls,
      hours: quality.quarantined.hours,
      timezones: quality.quarantined.timezones,
    },
    stores_without_timezone: quality.storesWithoutTimezone,
    stores_without_hours: quality.storesWithoutHours,
    stores_silent: quality.storesSilent,
    unknown_store_ids: [...quality.unknownStoreIds],
    warnings: [...quality.warnings],
  };
}

function rowOf(store: StoreFigures): ReportJsonStore {
  const { hour, day, week } = store;
  const coverage = flooredCoverage(store);
  return {
    store_id: store.storeId,
    'uptime_last_hour(in minutes)': known(store, 'up', 'hour'),
    'uptime_last_day(in hours)': known(store, 'up', 'day'),
    'uptime_last_week(in hours)': known(store, 'up', 'week'),
    'downtime_last_hour(in minutes)': known(store, 'down', 'hour'),
    'downtime_last_day(in hours)': known(store, 'down', 'day'),
    'downtime_last_week(in hours)': known(store, 'down', 'week'),
    'unknown_last_hour(in minutes)': rounded(store, 'unknown', 'hour'),
    'unknown_last_day(in hours)': rounded(store, 'unknown', 'day'),
    'unknown_last_week(in hours)': rounded(store, 'unknown', 'week'),
    'business_last_hour(in minutes)': known(store, 'business', 'hour'),
    'business_last_day(in hours)': known(store, 'business', 'day'),
    'business_last_week(in hours)': known(store, 'business', 'week'),
    coverage_last_week: coverage === null ? null : coverage / 100,
    polls_last_week: store.pollsLastWeek,
    timezone: store.timezone,
    uptime_last_hour_seconds: seconds(hour.upMicros),
    uptime_last_day_seconds: seconds(day.upMicros),
    uptime_last_week_seconds: seconds(week.upMicros),
    downtime_last_hour_seconds: seconds(hour.downMicros),
    downtime_last_day_seconds: seconds(day.downMicros),
    downtime_last_week_seconds: seconds(week.downMicros),
    unknown_last_hour_seconds: secondsOrNull(hour.unknownMicros),
    unknown_last_day_seconds: secondsOrNull(day.unknownMicros),
    unknown_last_week_seconds: secondsOrNull(week.unknownMicros),
    business_last_hour_seconds: seconds(hour.businessMicros),
    business_last_day_seconds: seconds(day.businessMicros),
    business_last_week_seconds: seconds(week.businessMicros),
    coverage_last_week_unrounded: coverageOf(week),
    uptime_percent_last_hour: percentOf(hour),
    uptime_percent_last_day: percentOf(day),
    uptime_percent_last_week: percentOf(week),
  };
}

function rounded(store: StoreFigures, quantity: Quantity, window: WindowName): number | null {
  const hundredths = roundedQuantity(store, quantity, window);
  return hundredths === null ? null : hundredths / 100;
}

function known(store: StoreFigures, quantity: Exclude<Quantity, 'unknown'>, window: WindowName): number {
  return roundedQuantity(store, quantity, window) / 100;
}

/** Exact: a week in microseconds has 12 digits, a double holds 15. */
function seconds(micros: number): number {
  return micros / MICROS_PER_SECOND;
}

function secondsOrNull(micros: number | null): number | null {
  return micros === null ? null : seconds(micros);
}

function coverageOf({ businessMicros, unknownMicros }: WindowFigures): number | null {
  if (unknownMicros === null || businessMicros === 0) return null;
  return (businessMicros - unknownMicros) / businessMicros;
}

function percentOf({ upMicros, downMicros }: WindowFigures): number | null {
  const hundredths = flooredRatio(upMicros, upMicros + downMicros, 10_000);
  return hundredths === null ? null : hundredths / 100;
}
