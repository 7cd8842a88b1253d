import { NOTHING_PASSED_OVER, type PassedOver, type Trouble } from '../../contract/input-states';
import type { FileOutcome } from '../../contract/inputs';
import { describePassedOver } from './describe-passed-over';
import { counted } from './report-words';

const MAX_TROUBLES = 20;

export interface IngestionFacts {
  readonly state: 'Completed' | 'Failed' | 'Cancelled';
  readonly filesListed: number;
  readonly outcomes: readonly FileOutcome[];
  /** Why it is not all well. */
  readonly troubles: readonly Trouble[];
  /** About the versions of hours and timezones that it made. */
  readonly notices?: readonly string[];
  readonly passedOver?: PassedOver;
}

/** What an ingestion did, in a sentence or a few. */
export function describeIngestion({
  state,
  filesListed,
  outcomes,
  troubles,
  notices = [],
  passedOver = NOTHING_PASSED_OVER,
}: IngestionFacts): string {
  const told = new Set(troubles.map(({ text }) => text));
  const peculiar = outcomes.flatMap(({ message }) =>
    message === null || told.has(message) ? [] : [message],
  );
  const more = troubles.length - MAX_TROUBLES;
  const left = describePassedOver(passedOver);
  return [
    describeRead(outcomes, filesListed, troubles),
    ...peculiar,
    ...notices.filter((notice) => !told.has(notice)),
    ...(left === null ? [] : [left]),
    ...(troubles.length > 0 && state === 'Completed' ? ['Completed with problems:'] : []),
    ...troubles.slice(0, MAX_TROUBLES).map(({ text }) => text),
    ...(more > 0 ? [`And ${counted(more, 'more problem')}.`] : []),
  ].join(' ');
}

function describeRead(
  outcomes: readonly FileOutcome[],
  filesListed: number,
  troubles: readonly Trouble[],
): string {
  const read = outcomes.filter(({ state }) => state === 'accepted');
  if (read.length === 0) {
    const isTroubled = outcomes.some(({ state }) => state === 'rejected' || state === 'held');
    if (isTroubled || troubles.some(({ kind }) => kind === 'source')) return 'Nothing was ingested.';
    return filesListed === 0
      ? 'Nothing to do: the sources hold no files of polls, hours or timezones.'
      : `Nothing to do: no file's content has changed (${filesListed} looked at).`;
  }
  const polls = read.filter((outcome) => outcome.kind === 'polls');
  const accepted = sum(polls, (outcome) => outcome.accepted);
  const duplicates = sum(polls, (outcome) => outcome.duplicates);
  const quarantined = sum(read, (outcome) => outcome.quarantined);
  const counts = [
    counted(accepted, 'new poll'),
    counted(duplicates, 'duplicate'),
    counted(quarantined, 'row'),
  ];
  return `Ingested ${counted(read.length, 'file')}: ${counts.join(', ')} in quarantine.`;
}

function sum(outcomes: readonly FileOutcome[], count: (outcome: FileOutcome) => number): number {
  return outcomes.reduce((total, outcome) => total + count(outcome), 0);
}
