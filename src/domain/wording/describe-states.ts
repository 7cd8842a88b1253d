import type { ReportQuality } from '../../contract/report';
import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { counted } from './report-words';

/** What follows from it, where a store's hours or zone cannot be read. */
const CONSEQUENCE: Readonly<Record<VersionedKind, string>> = {
  hours: 'their business time is not known, so they have no figures',
  timezones: 'only a store that is always open has figures without it',
};

/** Warns of the stores whose hours or zone are not those that the files give now. */
export function describeStates({ storeStates }: Pick<ReportQuality, 'storeStates'>): string[] {
  if (!storeStates) return [];
  return VERSIONED_KINDS.flatMap((kind) => {
    const { counts, examples } = storeStates[kind];
    const { ofStore } = VERSIONED_FACTS[kind];
    const stores = (state: 'kept' | 'unreadable') =>
      `${counted(counts[state], 'store')} (${exampleIds(examples[state], counts[state])})`;
    return [
      ...(counts.unreadable > 0
        ? [`The ${ofStore} of ${stores('unreadable')} cannot be read: ${CONSEQUENCE[kind]}.`]
        : []),
      ...(counts.kept > 0
        ? [
            `Kept from an earlier version: the ${ofStore} of ${stores('kept')}, ` +
              'of which the files now have no rows, or rows that cannot be read.',
          ]
        : []),
    ];
  });
}

/** `1, 2`, or `1, 2, 3 and others`. */
export function exampleIds(examples: readonly string[], count: number): string {
  const named = examples.join(', ');
  return count > examples.length ? `${named} and others` : named;
}
