import type { VersionedKind } from '../../contract/versioned-inputs';

const WORDS: Readonly<Record<VersionedKind, RegExp>> = {
  hours: /hour|menu|open/i,
  timezones: /zone|(?<![a-z])tz(?![a-z])/i,
};
const POLLS = /poll|status/i;

/**
 * Whether a file that was never read may hold rows of this kind, by its name. Where the name says nothing, it may if
 * no other file of the kind can be read.
 */
export function mayHold(name: string, kind: VersionedKind, hasReadableFile: boolean): boolean {
  if (WORDS[kind].test(name)) return true;
  const isOther = POLLS.test(name) || Object.values(WORDS).some((words) => words.test(name));
  return !isOther && !hasReadableFile;
}
