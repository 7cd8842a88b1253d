/**
 * Where a store's hours, or its zone, come from. `given`: readable rows of the version in use. `kept`: the last version
 * that gave them. `default`: no row was ever given. `unreadable`: some row cannot be read, and nothing earlier is known.
 * Source: docs/semantics.md.
 */
export const INPUT_STATES = ['given', 'kept', 'default', 'unreadable'] as const;
export type InputState = (typeof INPUT_STATES)[number];
