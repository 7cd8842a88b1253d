import type { InputState } from '../../contract/input-states';
import type { StoreFigures } from '../../contract/report';
import { VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
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
  /** Only stores whose hours, and whose zone, are in this state; null: any. */
  readonly states: Readonly<Record<VersionedKind, InputState | null>>;
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
  const found = searchIds(stores, search, ({ storeId }) => storeId);
  const matching = inStates(found, selection.states);
  const sorted = sort === 'store_id' ? byId(matching, order) : byValue(matching, order, VALUES[sort]);
  return { total: matching.length, rows: sorted.slice(offset, offset + limit) };
}

function inStates(stores: readonly StoreFigures[], asked: StoreSelection['states']): readonly StoreFigures[] {
  const kinds = VERSIONED_KINDS.filter((kind) => asked[kind] !== null);
  if (kinds.length === 0) return stores;
  return stores.filter(({ states }) => kinds.every((kind) => states?.[kind] === asked[kind]));
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
  up_week: ({ week }) => week?.upMicros ?? null,
  down_week: ({ week }) => week?.downMicros ?? null,
  unknown_week: ({ week }) => week?.unknownMicros ?? null,
  business_week: ({ week }) => week?.businessMicros ?? null,
  coverage: ({ week }) => coverageRatio(week),
  polls: ({ pollsLastWeek }) => pollsLastWeek,
};
