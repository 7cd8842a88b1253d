import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { formatInstant, MICROS_PER_DAY } from '../time/instants';
import { counted } from './report-words';

export interface PollFacts {
  readonly asOfMicros: number;
  /** Of the whole log, up to as-of; null: it has none in the week. */
  readonly newestPollMicros: number | null;
  /** Of the report. */
  readonly storeCount: number;
}

export interface InputFacts {
  readonly inUse: readonly VersionedKind[];
  /** Why files could not be used, in words. */
  readonly rejected: readonly string[];
  readonly held: readonly { readonly kind: VersionedKind; readonly reason: string | null }[];
}

/** What a reader of a report should know of its polls, in words; nothing where all is well. */
export function describePolls(facts: PollFacts): string[] {
  const empty = 'No store that was asked for had been polled by then: the report is empty.';
  return [...(facts.storeCount === 0 ? [empty] : []), ...describeAge(facts)];
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
  for (const message of facts.rejected) warnings.push(`Not used: ${message}`);
  return warnings;
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
