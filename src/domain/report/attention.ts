import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { StoreFigures } from '../../contract/report';

export interface AttentionLists {
  /** Stores that lost business time in the last week, most first. */
  readonly mostDown: readonly StoreFigures[];
  /** Stores with business time of which less than half is known, least known first: their downtime may be hidden. */
  readonly leastKnown: readonly StoreFigures[];
}

/** Which stores to look at first. Ties stand in the order given. */
export function storesNeedingAttention(stores: readonly StoreFigures[], method: Method): AttentionLists {
  const leastKnown = stores.filter(isBarelyKnown);
  const unheard = new Set(leastKnown.filter((store) => store.pollsLastWeek === 0));
  const mostDown = stores.filter((store) => lostMicros(store, method) > 0 && !unheard.has(store));
  return {
    mostDown: mostDown.sort((a, b) => lostMicros(b, method) - lostMicros(a, method)),
    leastKnown: leastKnown.sort((a, b) => unheardMicros(b) - unheardMicros(a)),
  };
}

/** Of the last week. Where closed hours count as down, a store has lost the business time that is not up. */
export function lostMicros({ week }: StoreFigures, method: Method): number {
  return METHOD_FACTS[method].closedIsDown
    ? Math.max(week.businessMicros - week.upMicros, 0)
    : week.downMicros;
}

function isBarelyKnown(store: StoreFigures): boolean {
  const { businessMicros } = store.week;
  return businessMicros > 0 && unheardMicros(store) * 2 > businessMicros;
}

function unheardMicros({ pollsLastWeek, week }: StoreFigures): number {
  return week.unknownMicros ?? (pollsLastWeek === 0 ? week.businessMicros : 0);
}
