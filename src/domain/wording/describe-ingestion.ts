import { type FileOutcome, NOTHING_PASSED_OVER, type PassedOver } from '../../contract/inputs';
import { describePassedOver } from './describe-passed-over';
import { counted } from './report-words';

export interface IngestionFacts {
  readonly filesListed: number;
  readonly outcomes: readonly FileOutcome[];
  /** Sources that could not be listed, in words. */
  readonly problems: readonly string[];
  /** About the versions of hours and timezones that it made. */
  readonly notices?: readonly string[];
  readonly passedOver?: PassedOver;
}

/** What an ingestion did, in a sentence or a few. */
export function describeIngestion(facts: IngestionFacts): string {
  const read = facts.outcomes.filter((outcome) => outcome.state === 'accepted');
  const troubles = [
    ...facts.problems,
    ...facts.outcomes.flatMap((outcome) => (outcome.message === null ? [] : [outcome.message])),
    ...(facts.notices ?? []),
  ];
  const passedOver = describePassedOver(facts.passedOver ?? NOTHING_PASSED_OVER);
  return [
    describeRead(read, facts.filesListed, troubles.length > 0),
    ...troubles,
    ...(passedOver === null ? [] : [passedOver]),
  ].join(' ');
}

function describeRead(read: readonly FileOutcome[], filesListed: number, troubled: boolean): string {
  if (read.length === 0) {
    if (filesListed === 0)
      return troubled
        ? 'Nothing was ingested.'
        : 'Nothing to do: the sources hold no files of polls, hours or timezones.';
    return troubled
      ? 'Nothing was ingested.'
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
