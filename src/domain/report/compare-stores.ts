import type { StoreFigures } from '../../contract/report';
import { compareCodePoints } from '../text/code-points';
import { byValue, type SortOrder, searchIds } from './store-selection';
import { uptimeHundredths } from './window-ratios';

export const CHANGE_SORTS = ['change', 'store_id'] as const;

export interface ChangeSelection {
  readonly search: string;
  readonly sort: (typeof CHANGE_SORTS)[number];
  readonly order: SortOrder;
  readonly offset: number;
  readonly limit: number;
}

/** A store's week in two reports; percents in hundredths, as in `uptimeHundredths`. */
export interface StoreChange {
  readonly storeId: string;
  readonly inReport: boolean;
  readonly inOther: boolean;
  readonly uptime: number | null;
  readonly otherUptime: number | null;
  /** Report minus other; null when either is not known. */
  readonly change: number | null;
}

export interface ChangeCounts {
  readonly better: number;
  readonly worse: number;
  readonly same: number;
  /** In both reports, but one of the two weeks is not known at all. */
  readonly notKnown: number;
  readonly onlyInReport: number;
  readonly onlyInOther: number;
}

/** Every store of either report, sorted by id. Both inputs must be sorted by id in code-point order. */
export function storeChanges(
  report: readonly StoreFigures[],
  other: readonly StoreFigures[],
): readonly StoreChange[] {
  const changes: StoreChange[] = [];
  let [row, otherRow] = [0, 0];
  while (row < report.length || otherRow < other.length) {
    const [here, there] = [report[row], other[otherRow]];
    const order = here && there ? compareCodePoints(here.storeId, there.storeId) : here ? -1 : 1;
    changes.push(changeOf(order <= 0 ? here : undefined, order >= 0 ? there : undefined));
    if (order <= 0) row++;
    if (order >= 0) otherRow++;
  }
  return changes;
}

function changeOf(here: StoreFigures | undefined, there: StoreFigures | undefined): StoreChange {
  const uptime = here ? uptimeHundredths(here.week) : null;
  const otherUptime = there ? uptimeHundredths(there.week) : null;
  return {
    storeId: here?.storeId ?? there?.storeId ?? '',
    inReport: here !== undefined,
    inOther: there !== undefined,
    uptime,
    otherUptime,
    change: uptime === null || otherUptime === null ? null : uptime - otherUptime,
  };
}

export function countChanges(changes: readonly StoreChange[]): ChangeCounts {
  const count = (holds: (change: StoreChange) => boolean) => changes.filter(holds).length;
  return {
    better: count(({ change }) => change !== null && change > 0),
    worse: count(({ change }) => change !== null && change < 0),
    same: count(({ change }) => change === 0),
    notKnown: count(({ change, inReport, inOther }) => change === null && inReport && inOther),
    onlyInReport: count(({ inOther }) => !inOther),
    onlyInOther: count(({ inReport }) => !inReport),
  };
}

/** A page of the matching changes. Ties are sorted by store id; unknown changes come last. */
export function selectChanges(
  changes: readonly StoreChange[],
  { search, sort, order, offset, limit }: ChangeSelection,
): { readonly total: number; readonly rows: readonly StoreChange[] } {
  const matching = searchIds(changes, search, ({ storeId }) => storeId);
  const byId = () => (order === 'asc' ? matching : [...matching].reverse());
  const sorted = sort === 'change' ? byValue(matching, order, ({ change }) => change) : byId();
  return { total: matching.length, rows: sorted.slice(offset, offset + limit) };
}
