import type { VersionNotes } from '../../contract/inputs';
import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import type { FleetInstant, PolledStores } from '../report/last-fleet-instant';
import { formatInstant, MICROS_PER_DAY } from '../time/instants';
import {
  describeConflicts,
  describeLost,
  describeNotes,
  describeRemoved,
  describeUnreadable,
} from './describe-version';
import { counted, wholeNumber } from './report-words';

/** A warning of each file is too much where there are hundreds. */
const LINES_SHOWN = 5;

export interface PollFacts {
  readonly asOfMicros: number;
  /** Of the whole log, up to as-of; null: it has none in the week. */
  readonly newestPollMicros: number | null;
  /** Of the report. */
  readonly storeCount: number;
  /** null: as-of is not the latest poll, or many stores were polled in the day before it. */
  readonly lone: LoneAsOf | null;
}

/** As-of is the latest poll, and few of the week's stores were polled in the day before it. */
export interface LoneAsOf extends PolledStores {
  /** null: never half of the stores were polled within a day. */
  readonly fleet: FleetInstant | null;
}

export interface InputFacts {
  readonly inUse: readonly VersionedKind[];
  /** Why files could not be used, in words. */
  readonly rejected: readonly string[];
  readonly held: readonly { readonly kind: VersionedKind; readonly reason: string | null }[];
  /** How the versions in use were made. */
  readonly notes: readonly { readonly kind: VersionedKind; readonly notes: VersionNotes }[];
}

/** What a reader of a report should know of its polls, in words; nothing where all is well. */
export function describePolls(facts: PollFacts): string[] {
  const empty = 'No store that was asked for had been polled by then: the report is empty.';
  return [...(facts.storeCount === 0 ? [empty] : []), ...describeAge(facts), ...describeLone(facts)];
}

/** The same of its other inputs, and of files that could not be used. */
export function describeInputs(facts: InputFacts): string[] {
  const warnings: string[] = [];
  for (const kind of VERSIONED_KINDS) {
    const { name, without } = VERSIONED_FACTS[kind];
    if (!facts.inUse.includes(kind)) warnings.push(`No ${name} are in use: ${without}.`);
  }
  for (const { kind, reason } of facts.held) {
    const hasGood = facts.inUse.includes(kind);
    warnings.push(
      `A newer version of the ${kind} is held back because ${reason ?? 'it looks wrong'}${hasGood ? '; the last good one is used' : ''}.`,
    );
  }
  for (const { kind, notes } of facts.notes) warnings.push(...describePinned(kind, notes));
  for (const message of facts.rejected) warnings.push(`Not used: ${message}`);
  return warnings;
}

/** The stores that are kept or unreadable are named by `describeStates`, of the report's stores alone. */
function describePinned(kind: VersionedKind, notes: VersionNotes): string[] {
  const { name } = VERSIONED_FACTS[kind];
  return [
    ...describeRemoved(kind, notes),
    ...firstOf(describeConflicts(kind, notes), `conflicts between files of ${name}`),
    ...firstOf(describeUnreadable(notes), `files of ${name} with unreadable rows`),
    ...firstOf(describeNotes(notes), `odd files of ${name}`),
    ...describeUnknownStores(kind, notes),
    ...describeLost(kind, notes),
  ];
}

function describeUnknownStores(kind: VersionedKind, { files, rowsOfUnknownStores }: VersionNotes): string[] {
  if (rowsOfUnknownStores === 0) return [];
  const { ofStore } = VERSIONED_FACTS[kind];
  const names = files.filter((file) => file.rowsOfUnknownStores > 0).map((file) => file.name);
  const shown = names.slice(0, LINES_SHOWN).join(', ');
  const where = names.length > LINES_SHOWN ? `${shown} and others` : shown;
  return [
    `${counted(rowsOfUnknownStores, 'row')} of ${where} may be of any store, because the store id cannot be read: ` +
      `a store without other rows has no known ${ofStore}.`,
  ];
}

function firstOf(lines: readonly string[], what: string): string[] {
  const more = lines.length - LINES_SHOWN;
  return [...lines.slice(0, LINES_SHOWN), ...(more > 0 ? [`And ${wholeNumber(more)} more ${what}.`] : [])];
}

function describeLone({ asOfMicros, lone }: PollFacts): string[] {
  if (lone === null) return [];
  const { week, lastDay, fleet } = lone;
  const few = lastDay === 0 ? 'none' : `only ${wholeNumber(lastDay)}`;
  const what =
    `As-of is the latest poll, ${formatInstant(asOfMicros)}, and ${few} of the ${counted(week, 'store')} of the week ` +
    'were polled in the day before it: a poll with a wrong clock may have carried as-of away.';
  if (fleet === null) return [what];
  const instant = formatInstant(fleet.atMicros);
  return [
    `${what} At ${instant}, ${wholeNumber(fleet.stores)} of them had been polled within the day before. ` +
      `To report as of then, add --as-of ${instant} to the command, or "as_of": "${instant}" to the request.`,
  ];
}

function describeAge({ asOfMicros, newestPollMicros }: PollFacts): string[] {
  if (newestPollMicros === null)
    return ['There is no poll of any store in the week before as-of: what happened in it is unknown.'];
  const age = asOfMicros - newestPollMicros;
  if (age <= MICROS_PER_DAY) return [];
  const days = counted(Math.floor(age / MICROS_PER_DAY), 'day');
  return [
    `The newest poll is of ${formatInstant(newestPollMicros)}, ${days} before as-of: what came after is unknown.`,
  ];
}
