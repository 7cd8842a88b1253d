import { DEFAULT_TIMEZONE, type ReportQuality } from '../../contract/report';

export type CountInWords = readonly [count: number, words: string];

/** What lay behind a report's numbers, in words. */
export function pollCounts(quality: ReportQuality): CountInWords[] {
  const { polls, hours, timezones } = quality.quarantined;
  return [
    [quality.polls, 'polls in the week, of the stores in this report'],
    [quality.pollsOutsideHours, 'of them outside business hours, where a poll says nothing'],
    [quality.rowsIn, 'rows of poll files taken in, ever'],
    [quality.duplicates, 'rows that repeated a poll of the same store and instant; each counts once'],
    [quality.disagreements, 'of those that gave another status; the later word holds'],
    [polls, 'of the rows of poll files could not be read, and are in quarantine'],
    [hours, 'of the rows of menu hours are in quarantine'],
    [timezones, 'of the rows of timezones are in quarantine'],
  ];
}

export function storeCounts(quality: ReportQuality): CountInWords[] {
  return [
    [quality.storesSilent, 'without a poll all week'],
    [quality.storesWithoutHours, 'without menu hours, taken to be open all day, every day'],
    [quality.storesWithoutTimezone, `without a usable timezone, taken to be in ${DEFAULT_TIMEZONE}`],
  ];
}
