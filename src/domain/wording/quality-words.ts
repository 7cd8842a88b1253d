import { DEFAULT_TIMEZONE, type ReportQuality } from '../../contract/report';
import { VERSIONED_FACTS, VERSIONED_KINDS } from '../../contract/versioned-inputs';

export type CountInWords = readonly [count: number, words: string];

/** The counts behind a report's numbers, in words. */
export function pollCounts(quality: ReportQuality): CountInWords[] {
  return [
    [quality.polls, 'polls in the week, of the stores in this report'],
    [quality.pollsOutsideHours, 'of them outside business hours, where a poll says nothing'],
    [quality.rowsIn, 'rows of poll files ingested in total'],
    [quality.duplicates, 'rows that repeated a poll of the same store and instant; each counts once'],
    [quality.disagreements, 'of those with another status; the later one counts'],
    [quality.quarantined.polls, 'of the rows of poll files are in quarantine: they could not be read'],
    ...VERSIONED_KINDS.map((kind): CountInWords => {
      return [quality.quarantined[kind], `of the rows of ${VERSIONED_FACTS[kind].name} are in quarantine`];
    }),
  ];
}

export function storeCounts(quality: ReportQuality): CountInWords[] {
  return [
    [quality.storesSilent, 'without a poll all week'],
    [quality.storesWithoutHours, 'without menu hours, counted as open all day, every day'],
    [quality.storesWithoutTimezone, `without a usable timezone, counted as in ${DEFAULT_TIMEZONE}`],
  ];
}
