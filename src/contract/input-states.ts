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
