import { NOTHING_PASSED_OVER, type PassedOver, type PassedOverFile } from '../../contract/input-states';

/** Payloads and summaries name so many at most. */
const MAX_NAMED = 50;

/** Files that are passed over, bounded. */
export function passedOverOf(files: readonly PassedOverFile[]): PassedOver {
  const first = [...files].sort((a, b) => Number(b.mayBeInput) - Number(a.mayBeInput));
  return {
    files: first.slice(0, MAX_NAMED).map(({ name, reason, mayBeInput }) => ({ name, reason, mayBeInput })),
    more: Math.max(files.length - MAX_NAMED, 0),
  };
}

/** Those of several sources. */
export function joinPassedOver(one: PassedOver, other: PassedOver = NOTHING_PASSED_OVER): PassedOver {
  const joined = passedOverOf([...one.files, ...other.files]);
  return { files: joined.files, more: joined.more + one.more + other.more };
}
