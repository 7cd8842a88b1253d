import type { VersionedKind } from '../../contract/versioned-inputs';

/** The columns that identify a row of each kind, beside the store, and those that hold its value. */
export const ROW_KEYS = {
  hours: { key: ['day', 'start', 'end'], value: [] },
  timezones: { key: [], value: ['timezone'] },
} as const satisfies Record<VersionedKind, { key: readonly string[]; value: readonly string[] }>;
