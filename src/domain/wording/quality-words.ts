import { INPUT_STATES, type InputState } from '../../contract/input-states';
import { DEFAULT_TIMEZONE, type ReportQuality } from '../../contract/report';
import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { counted } from './report-words';

/** How many stores are in each state, as it follows the number. */
const STATE_WORDS: Readonly<Record<VersionedKind, Readonly<Record<InputState, string>>>> = {
  hours: {
    given: 'with menu hours from the files now',
    kept: 'with menu hours kept from an earlier version',
    default: 'without menu hours, counted as open all day, every day',
    unreadable: 'whose menu hours cannot be read: they have no figures',
  },
  timezones: {
    given: 'with a timezone from the files now',
    kept: 'with a timezone kept from an earlier version',
    default: `without a timezone, counted as in ${DEFAULT_TIMEZONE}`,
    unreadable: 'whose timezone cannot be read: only those that are always open have figures',
  },
};

export type CountInWords = readonly [count: number, words: string, stores?: StoresOfState];

/** The stores that a count is of. */
export interface StoresOfState {
  readonly kind: VersionedKind;
  readonly state: InputState;
}

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
  return [[quality.storesSilent, 'without a poll all week'], ...stateCounts(quality)];
}

/** Workers of older versions counted only the stores on a default. */
function stateCounts({
  storeStates,
  storesWithoutHours,
  storesWithoutTimezone,
}: ReportQuality): CountInWords[] {
  if (!storeStates)
    return [
      [storesWithoutHours, STATE_WORDS.hours.default],
      [storesWithoutTimezone, STATE_WORDS.timezones.default],
    ];
  return VERSIONED_KINDS.flatMap((kind) =>
    INPUT_STATES.map((state): CountInWords => {
      return [storeStates[kind].counts[state], STATE_WORDS[kind][state], { kind, state }];
    }),
  );
}

/** Stores that no total has; null where there are none. */
export function leftOutOfTotals(storesWithoutFigures: number): string | null {
  if (storesWithoutFigures === 0) return null;
  const [stores, their] = [
    counted(storesWithoutFigures, 'store'),
    storesWithoutFigures === 1 ? 'its' : 'their',
  ];
  return `No total includes ${stores} of which nothing is known: ${their} menu hours or timezone cannot be read.`;
}
