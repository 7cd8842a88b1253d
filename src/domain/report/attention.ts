import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { StoreFigures } from '../../contract/report';

export interface AttentionLists {
  /** Stores that lost business time in the last week, most lost first. */
  readonly mostDown: readonly StoreFigures[];
  /** Stores with less than half of their business time known, least known first: they may hide downtime. */
  readonly leastKnown: readonly StoreFigures[];
}

/** The stores to look at first. Ties keep the given order. */
export function storesNeedingAttention(stores: readonly StoreFigures[], method: Method): AttentionLists {
  const leastKnown = stores.filter(isBarelyKnown);
  const silent = new Set(leastKnown.filter((store) => store.pollsLastWeek === 0));
  const mostDown = stores.filter((store) => lostMicros(store, method) > 0 && !silent.has(store));
  return {
    mostDown: mostDown.sort((a, b) => lostMicros(b, method) - lostMicros(a, method)),
    leastKnown: leastKnown.sort((a, b) => unknownMicrosOf(b) - unknownMicrosOf(a)),
  };
}

/**
 * Lost business time of the last week; none where the business time is not known. When closed hours count as down, it is
 * the business time that is not up.
 */
export function lostMicros({ week }: StoreFigures, method: Method): number {
  if (week === null) return 0;
  return METHOD_FACTS[method].closedIsDown
    ? Math.max(week.businessMicros - week.upMicros, 0)
    : week.downMicros;
}

function isBarelyKnown(store: StoreFigures): boolean {
  const businessMicros = store.week?.businessMicros ?? 0;
  return businessMicros > 0 && unknownMicrosOf(store) * 2 > businessMicros;
}

function unknownMicrosOf({ pollsLastWeek, week }: StoreFigures): number {
  return week?.unknownMicros ?? (pollsLastWeek === 0 ? (week?.businessMicros ?? 0) : 0);
}
