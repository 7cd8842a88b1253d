import type { StoreFigures } from '../../contract/report';
import { coverageRatio, uptimeHundredths } from './window-ratios';

export const STORE_SORTS = [
  'store_id',
  'uptime_percent_hour',
  'uptime_percent_day',
  'uptime_percent_week',
  'up_week',
  'down_week',
  'unknown_week',
  'business_week',
  'coverage',
  'polls',
] as const;
export type StoreSort = (typeof STORE_SORTS)[number];

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface StoreSelection {
  /** Only stores whose id contains this text, ignoring case; empty: all. */
  readonly search: string;
  readonly sort: StoreSort;
  readonly order: SortOrder;
  readonly offset: number;
  readonly limit: number;
}

export interface SelectedStores {
  /** The number of matching stores. */
  readonly total: number;
  readonly rows: readonly StoreFigures[];
}

/**
 * A page of the matching stores in the requested order. Ties are sorted by store id; unknown values come last.
 * @param stores sorted by store id
 */
export function selectStores(stores: readonly StoreFigures[], selection: StoreSelection): SelectedStores {
  const { search, sort, order, offset, limit } = selection;
  const matching = searchIds(stores, search, ({ storeId }) => storeId);
  const sorted = sort === 'store_id' ? byId(matching, order) : byValue(matching, order, VALUES[sort]);
  return { total: matching.length, rows: sorted.slice(offset, offset + limit) };
}

/** The rows whose id contains the text, ignoring case, in the given order. */
export function searchIds<T>(rows: readonly T[], search: string, idOf: (row: T) => string): readonly T[] {
  const text = search.toLowerCase();
  return text === '' ? rows : rows.filter((row) => idOf(row).toLowerCase().includes(text));
}

/** Sorts by a value that may be unknown: ties keep the given order, unknown values come last. */
export function byValue<T>(
  rows: readonly T[],
  order: SortOrder,
  measure: (row: T) => number | null,
): readonly T[] {
  const sign = order === 'asc' ? 1 : -1;
  const known: { readonly row: T; readonly value: number }[] = [];
  const unknown: T[] = [];
  for (const row of rows) {
    const value = measure(row);
    if (value === null) unknown.push(row);
    else known.push({ row, value });
  }
  known.sort((a, b) => (a.value - b.value) * sign);
  return [...known.map(({ row }) => row), ...unknown];
}

function byId(rows: readonly StoreFigures[], order: SortOrder): readonly StoreFigures[] {
  return order === 'asc' ? rows : [...rows].reverse();
}

const VALUES: Readonly<Record<Exclude<StoreSort, 'store_id'>, (store: StoreFigures) => number | null>> = {
  uptime_percent_hour: ({ hour }) => uptimeHundredths(hour),
  uptime_percent_day: ({ day }) => uptimeHundredths(day),
  uptime_percent_week: ({ week }) => uptimeHundredths(week),
  up_week: ({ week }) => week.upMicros,
  down_week: ({ week }) => week.downMicros,
  unknown_week: ({ week }) => week.unknownMicros,
  business_week: ({ week }) => week.businessMicros,
  coverage: ({ week }) => coverageRatio(week),
  polls: ({ pollsLastWeek }) => pollsLastWeek,
};
