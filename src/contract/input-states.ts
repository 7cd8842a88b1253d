import type { VersionedKind } from './versioned-inputs';

/**
 * Where a store's hours, or its zone, come from. `given`: readable rows of the version in use. `kept`: the last version
 * that gave them. `default`: no row was ever given. `unreadable`: some row cannot be read, and nothing earlier is known.
 * Source: docs/semantics.md.
 */
export const INPUT_STATES = ['given', 'kept', 'default', 'unreadable'] as const;
export type InputState = (typeof INPUT_STATES)[number];

/** A failed source or step, a rejected file, a file with many rows in quarantine, a version that waits for a person. */
export const TROUBLE_KINDS = ['source', 'file', 'rows', 'held'] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

/** What keeps an ingestion from being well, for people. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly text: string;
}

/** A file of a source that is no input, so that it is not read. */
export interface PassedOverFile {
  readonly name: string;
  /** Why, and what to do about it, in one or two sentences. */
  readonly reason: string;
  /** Whether it could have been meant as an input: a report then warns of it. */
  readonly mayBeInput: boolean;
}

/** Such files of one ingestion: those that may be inputs first. */
export interface PassedOver {
  readonly files: readonly PassedOverFile[];
  /** How many more there are. */
  readonly more: number;
}

export const NOTHING_PASSED_OVER: PassedOver = { files: [], more: 0 };

/** One value for each state, keyed by it. */
export function byInputState<T>(make: (state: InputState) => T): Readonly<Record<InputState, T>> {
  return {
    given: make('given'),
    kept: make('kept'),
    default: make('default'),
    unreadable: make('unreadable'),
  };
}

/** The states of one store's hours and zone. */
export type StoreStates = Readonly<Record<VersionedKind, InputState>>;

/** The states of all stores of a report, for one kind of input. */
export interface StateCounts {
  readonly counts: Readonly<Record<InputState, number>>;
  /** The first ids by code points, of the states that a report warns of. */
  readonly examples: Readonly<Record<'kept' | 'unreadable', readonly string[]>>;
}

/** Where the rows of one store come from. */
export interface InputOrigin {
  readonly state: InputState;
  /** The name of the file; null: not known, or there is none. */
  readonly file: string | null;
  /** Of kept rows: the version in which they were last given. */
  readonly since: number | null;
  /** Of kept rows: whether no file gives them any more; else some row cannot be read. null: not known. */
  readonly lost: boolean | null;
}
