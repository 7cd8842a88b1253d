/** Order matters: forms and help list the methods in it. The first is the default. */
export const METHODS = ['interpolate', 'count'] as const;
export type Method = (typeof METHODS)[number];

/** Used where the caller names no method, and always for the timeline of a store. */
export const DEFAULT_METHOD: Method = 'interpolate';

/** What the rooms need to know of a method. src/domain/uptime/methods.ts has its arithmetic. */
export interface MethodFacts {
  /** Rises with every change that can alter a figure; reports name it (`interpolate 2`). */
  readonly version: number;
  /** The hold changes its figures. */
  readonly usesHold: boolean;
  /** Names a status for each moment of business time, so weeks and heat maps can be drawn. */
  readonly tellsWhen: boolean;
  /** Keeps unknown time apart from downtime. */
  readonly knowsUnknown: boolean;
  /** Closed hours count as down, so uptime is a share of the whole window. */
  readonly closedIsDown: boolean;
  /** Edges of the bins of the uptime distribution, in whole percent from 0 to 100. */
  readonly uptimeEdges: readonly number[];
  readonly label: string;
  /** One sentence beside the form's choice. */
  readonly hint: string;
  /** One sentence for an owner. `hold` is a duration in words. */
  readonly describe: (hold: string) => string;
  readonly mostDown: StoreListWords;
  readonly leastKnown: StoreListWords;
}

/** Words around a list of stores that need attention. */
export interface StoreListWords {
  readonly heading: string;
  /** Follows the number of stores. */
  readonly kind: string;
  /** Stands in place of an empty list. null: leave the list out. */
  readonly none: string | null;
}

export const METHOD_FACTS: Readonly<Record<Method, MethodFacts>> = {
  interpolate: {
    version: 2,
    usesHold: true,
    tellsWhen: true,
    knowsUnknown: true,
    closedIsDown: false,
    // Most stores are near 100 %, so the bins narrow towards it.
    uptimeEdges: [0, 50, 75, 90, 95, 98, 99, 100],
    label: 'Interpolate',
    hint: 'Interpolate: each poll counts for the time around it.',
    describe: (hold) =>
      'Within business hours, a store has the status of its nearest poll. A poll counts for at most ' +
      `${hold} before and after it. Time that no poll covers is unknown.`,
    mostDown: {
      heading: 'Most downtime',
      kind: 'with downtime in the last week, most first',
      none: 'The polls of the last week show no downtime.',
    },
    leastKnown: {
      heading: 'Least known',
      kind: 'with less than half of the business time known, least known first; downtime may be hidden here',
      none: 'At least half of the week’s business time is known for every store.',
    },
  },
  count: {
    version: 2,
    usesHold: false,
    tellsWhen: false,
    knowsUnknown: false,
    closedIsDown: true,
    // Closed hours spread the stores evenly.
    uptimeEdges: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
    label: 'Count',
    hint: 'Count: each active poll counts as one hour.',
    describe: () =>
      'Within business hours, each active poll counts as one hour up. The rest of each window counts as down, ' +
      'closed hours included.',
    mostDown: {
      heading: 'Most downtime while open',
      kind: 'with business hours in the last week that no active poll counts for, most first',
      none: 'In every store, active polls count for all business hours of the last week.',
    },
    leastKnown: {
      heading: 'Without a poll',
      kind: 'without a poll in the last week: all of it counts as down',
      none: null,
    },
  },
};
