import type { VersionFile, VersionNotes } from '../../contract/inputs';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { mostFrequentReason } from './most-frequent-reason';
import { counted } from './report-words';

const OF_STORES: Readonly<Record<VersionedKind, string>> = { hours: 'hours', timezones: 'time zones' };
const MAX_NAMED = 3;

/** Why a version is held, to follow "because". */
export function holdWords(
  reason: { readonly lost: number; readonly of: number } | 'empty',
  { files, rejected, removed }: VersionNotes,
): string {
  if (reason === 'empty') return 'it is empty';
  const causes = [
    ...removed.map((name) => `${name} was removed`),
    ...rejected.map(({ name, message }) => (message.startsWith(name) ? message : `${name}: ${message}`)),
    ...files.flatMap((file) => unreadableRows(file) ?? []),
    ...files.filter(({ rowsIn }) => rowsIn === 0).map(({ name }) => `${name} has no rows`),
  ];
  const what = `it has lost ${reason.lost} of the ${reason.of} stores of the version in use`;
  return [what, ...(causes.length === 0 ? [] : [causes.join('; ')])].join(': ');
}

/** A version that is held back: why, and what to do. */
export function describeHeld(kind: VersionedKind, reason: string | null): string {
  return [
    `A new version of the ${kind} is held back because ${reason ?? 'it looks wrong'}.`,
    `Correct the files. If the version is right, accept it on the Data page or with "loopwatch accept ${kind}".`,
  ].join(' ');
}

/** What people should know of a version: removed files, conflicts, rows that cannot be read, kept stores. */
export function describeVersion(kind: VersionedKind, notes: VersionNotes): string[] {
  return [
    ...describeRemoved(kind, notes),
    ...describeConflicts(kind, notes),
    ...describeUnreadable(notes),
    ...describeNotes(notes),
    ...describeKept(kind, notes),
  ];
}

export function describeRemoved(kind: VersionedKind, { removed }: VersionNotes): string[] {
  if (removed.length === 0) return [];
  const is = removed.length === 1 ? 'is' : 'are';
  return [`${named(removed)} ${is} no longer there: the ${kind} are those of the files that are.`];
}

export function describeConflicts(kind: VersionedKind, { conflicts }: VersionNotes): string[] {
  return conflicts.map(({ holds, other, stores, example }) => {
    const which = stores === 1 ? `store ${example}` : `${counted(stores, 'store')}, such as ${example}`;
    return `${other} and ${holds} give different ${OF_STORES[kind]} for ${which}: ${holds} holds.`;
  });
}

export function describeUnreadable({ files }: VersionNotes): string[] {
  return files.flatMap((file) => {
    const words = unreadableRows(file);
    return words === null ? [] : [`${words.charAt(0).toUpperCase()}${words.slice(1)}.`];
  });
}

/** What is odd about files that can be read. */
export function describeNotes({ files }: VersionNotes): string[] {
  return files.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}.`]));
}

/** Kept stores whose loss a person may accept. */
export function describeLost(kind: VersionedKind, { stores: { keptLost } }: VersionNotes): string[] {
  if (keptLost === 0) return [];
  return [
    `${counted(keptLost, 'store')} that no file names any more ${keep(keptLost)} the last known ${OF_STORES[kind]}: ` +
      `the Data page and "loopwatch accept ${kind} --list" name them.`,
  ];
}

export function describeKept(kind: VersionedKind, notes: VersionNotes): string[] {
  const { keptUnreadable, unreadable } = notes.stores;
  const what = OF_STORES[kind];
  return [
    ...describeLost(kind, notes),
    ...(keptUnreadable > 0
      ? [
          `${counted(keptUnreadable, 'store')} with unreadable rows ${keep(keptUnreadable)} the last known ${what}.`,
        ]
      : []),
    ...(unreadable > 0
      ? [`The ${what} of ${counted(unreadable, 'store')} are not known: their rows cannot be read.`]
      : []),
  ];
}

/** How many rows of a file cannot be read, with the reason of most; null: all can be read. */
function unreadableRows({ name, rowsIn, quarantined, reasons }: VersionFile): string | null {
  const most = mostFrequentReason(reasons);
  if (quarantined === 0 || most === null) return null;
  if (rowsIn === 1) return `the only row of ${name} is unreadable: ${most}`;
  const share = quarantined === rowsIn ? `all ${rowsIn}` : `${quarantined} of the ${rowsIn}`;
  return `${share} rows of ${name} ${quarantined === 1 ? 'is' : 'are'} unreadable: ${most}`;
}

function keep(count: number): string {
  return count === 1 ? 'keeps' : 'keep';
}

function named(names: readonly string[]): string {
  const first = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${first} and ${names.length - MAX_NAMED} more` : first;
}
