import { DEFAULT_TIMEZONE, type ReportQuality } from '../../contract/report';
import { VERSIONED_FACTS, VERSIONED_KINDS } from '../../contract/versioned-inputs';

export type CountInWords = readonly [count: number, words: string];

/** What lay behind a report's numbers, in words. */
export function pollCounts(quality: ReportQuality): CountInWords[] {
  return [
    [quality.polls, 'polls in the week, of the stores in this report'],
    [quality.pollsOutsideHours, 'of them outside business hours, where a poll says nothing'],
    [quality.rowsIn, 'rows of poll files taken in, ever'],
    [quality.duplicates, 'rows that repeated a poll of the same store and instant; each counts once'],
    [quality.disagreements, 'of those that gave another status; the later word holds'],
    [quality.quarantined.polls, 'of the rows of poll files could not be read, and are in quarantine'],
    ...VERSIONED_KINDS.map((kind): CountInWords => {
      return [quality.quarantined[kind], `of the rows of ${VERSIONED_FACTS[kind].name} are in quarantine`];
    }),
  ];
}

export function storeCounts(quality: ReportQuality): CountInWords[] {
  return [
    [quality.storesSilent, 'without a poll all week'],
    [quality.storesWithoutHours, 'without menu hours, taken to be open all day, every day'],
    [quality.storesWithoutTimezone, `without a usable timezone, taken to be in ${DEFAULT_TIMEZONE}`],
  ];
}
