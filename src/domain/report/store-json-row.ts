import type { StoreFigures, WindowFigures, WindowName } from '../../contract/report';
import { MICROS_PER_SECOND } from '../time/instants';
import type { StoreJsonRow } from './store-json-schema';
import { flooredCoverage, type Quantity, quantityMicros, roundedQuantity } from './store-row';
import { coverageRatio, uptimeHundredths } from './window-ratios';

/** A store's row of the JSON report and the API: the CSV's extended columns as numbers, then unrounded. */
export function storeJsonRow(store: StoreFigures): StoreJsonRow {
  const { hour, day, week } = store;
  const coverage = flooredCoverage(store);
  return {
    store_id: store.storeId,
    'uptime_last_hour(in minutes)': rounded(store, 'up', 'hour'),
    'uptime_last_day(in hours)': rounded(store, 'up', 'day'),
    'uptime_last_week(in hours)': rounded(store, 'up', 'week'),
    'downtime_last_hour(in minutes)': rounded(store, 'down', 'hour'),
    'downtime_last_day(in hours)': rounded(store, 'down', 'day'),
    'downtime_last_week(in hours)': rounded(store, 'down', 'week'),
    'unknown_last_hour(in minutes)': rounded(store, 'unknown', 'hour'),
    'unknown_last_day(in hours)': rounded(store, 'unknown', 'day'),
    'unknown_last_week(in hours)': rounded(store, 'unknown', 'week'),
    'business_last_hour(in minutes)': rounded(store, 'business', 'hour'),
    'business_last_day(in hours)': rounded(store, 'business', 'day'),
    'business_last_week(in hours)': rounded(store, 'business', 'week'),
    coverage_last_week: coverage === null ? null : coverage / 100,
    polls_last_week: store.pollsLastWeek,
    timezone: store.timezone,
    hours: store.states?.hours ?? null,
    zone: store.states?.timezones ?? null,
    uptime_last_hour_seconds: seconds(store, 'up', 'hour'),
    uptime_last_day_seconds: seconds(store, 'up', 'day'),
    uptime_last_week_seconds: seconds(store, 'up', 'week'),
    downtime_last_hour_seconds: seconds(store, 'down', 'hour'),
    downtime_last_day_seconds: seconds(store, 'down', 'day'),
    downtime_last_week_seconds: seconds(store, 'down', 'week'),
    unknown_last_hour_seconds: seconds(store, 'unknown', 'hour'),
    unknown_last_day_seconds: seconds(store, 'unknown', 'day'),
    unknown_last_week_seconds: seconds(store, 'unknown', 'week'),
    business_last_hour_seconds: seconds(store, 'business', 'hour'),
    business_last_day_seconds: seconds(store, 'business', 'day'),
    business_last_week_seconds: seconds(store, 'business', 'week'),
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

/** Exact: a week in microseconds has 12 digits, a double holds 15. */
function seconds(store: StoreFigures, quantity: Quantity, window: WindowName): number | null {
  const micros = quantityMicros(store, quantity, window);
  return micros === null ? null : micros / MICROS_PER_SECOND;
}

function percentOf(window: WindowFigures | null): number | null {
  const hundredths = uptimeHundredths(window);
  return hundredths === null ? null : hundredths / 100;
}
