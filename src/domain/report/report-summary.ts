import { byInputState, type StateCounts } from '../../contract/input-states';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { StoreFigures } from '../../contract/report';
import { byVersionedKind, type VersionedKind } from '../../contract/versioned-inputs';
import { storesNeedingAttention } from './attention';
import { type FleetTotals, fleetTotals, type UptimeDistribution, uptimeDistribution } from './fleet-totals';

const ATTENTION_SHOWN = 20;

/** The first stores of a list, and its length. */
export interface FirstStores {
  readonly total: number;
  readonly rows: readonly StoreFigures[];
}

export interface ReportSummary {
  readonly stores: number;
  readonly polls: number;
  /** Stores without a poll in the week. */
  readonly storesSilent: number;
  readonly storesWithoutBusinessTime: number;
  /** Stores whose business time is not known: no total has them. */
  readonly storesWithoutFigures: number;
  /** How many stores are in each state; null: an older version made the report. */
  readonly states: Readonly<Record<VersionedKind, StateCounts['counts']>> | null;
  readonly totals: FleetTotals;
  readonly distribution: UptimeDistribution;
  /** Stores on either of the two lists. */
  readonly attentionTotal: number;
  readonly mostDown: FirstStores;
  readonly leastKnown: FirstStores;
}

/** Totals over all stores of a report, and the stores to look at first. */
export function summarizeStores(stores: readonly StoreFigures[], method: Method): ReportSummary {
  const { mostDown, leastKnown } = storesNeedingAttention(stores, method);
  return {
    stores: stores.length,
    polls: stores.reduce((sum, store) => sum + store.pollsLastWeek, 0),
    storesSilent: stores.filter((store) => store.pollsLastWeek === 0).length,
    storesWithoutBusinessTime: stores.filter((store) => store.week?.businessMicros === 0).length,
    storesWithoutFigures: stores.filter((store) => store.week === null).length,
    states: statesOf(stores),
    totals: fleetTotals(stores),
    distribution: uptimeDistribution(stores, METHOD_FACTS[method].uptimeEdges),
    attentionTotal: new Set([...mostDown, ...leastKnown]).size,
    mostDown: firstOf(mostDown),
    leastKnown: firstOf(leastKnown),
  };
}

function statesOf(stores: readonly StoreFigures[]): ReportSummary['states'] {
  const states = stores.flatMap((store) => store.states ?? []);
  if (states.length < stores.length) return null;
  return byVersionedKind((kind) =>
    byInputState((state) => states.filter((each) => each[kind] === state).length),
  );
}

function firstOf(stores: readonly StoreFigures[]): FirstStores {
  return { total: stores.length, rows: stores.slice(0, ATTENTION_SHOWN) };
}
