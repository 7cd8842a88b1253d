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
