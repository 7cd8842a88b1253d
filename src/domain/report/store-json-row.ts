import type { StoreFigures, WindowFigures, WindowName } from '../../contract/report';
import { MICROS_PER_SECOND } from '../time/instants';
import type { StoreJsonRow } from './store-json-schema';
import { flooredCoverage, type Quantity, roundedQuantity } from './store-row';
import { coverageRatio, uptimeHundredths } from './window-ratios';

/** A store's row of the JSON report and the API: the CSV's extended columns as numbers, then unrounded. */
export function storeJsonRow(store: StoreFigures): StoreJsonRow {
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
    coverage_last_week_unrounded: coverageRatio(week),
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

function percentOf(window: WindowFigures): number | null {
  const hundredths = uptimeHundredths(window);
  return hundredths === null ? null : hundredths / 100;
}
