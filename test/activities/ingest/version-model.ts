/** The rules of docs/semantics.md for the hours of stores, with plain loops: slow and simple, to check the real code by. */

export interface ModelRow {
  /** null: an id that no one can read. */
  readonly store: string | null;
  /** null: times that no one can read. */
  readonly value: string | null;
}

/** null: the file is rejected as a whole. */
export type ModelFile = readonly ModelRow[] | null;

export interface ModelStore {
  readonly state: 'given' | 'kept' | 'unreadable';
  readonly rows: readonly string[];
  readonly since: number | null;
}

export interface ModelVersion {
  readonly stores: ReadonlyMap<string, ModelStore>;
  readonly hasUnknownStores: boolean;
}

/** @param files in order: where two have rows of one store, the later one holds. */
export function modelVersion(
  files: readonly ModelFile[],
  inUse: { readonly version: number; readonly model: ModelVersion } | null,
): ModelVersion {
  const held = new Map<string, readonly ModelRow[]>();
  for (const file of files) {
    const ids = new Set((file ?? []).flatMap(({ store }) => store ?? []));
    for (const id of ids)
      held.set(
        id,
        (file ?? []).filter(({ store }) => store === id),
      );
  }
  const stores = new Map<string, ModelStore>();
  const before = inUse?.model.stores ?? new Map<string, ModelStore>();
  for (const id of new Set([...held.keys(), ...before.keys()])) {
    const rows = held.get(id);
    const old = before.get(id);
    if (rows?.every(({ value }) => value !== null)) {
      const values = [...new Set(rows.flatMap(({ value }) => value ?? []))].sort();
      stores.set(id, { state: 'given', rows: values, since: null });
    } else if (old && old.state !== 'unreadable') {
      const since = old.state === 'given' ? (inUse?.version ?? null) : old.since;
      stores.set(id, { state: 'kept', rows: old.rows, since });
    } else if (rows) {
      stores.set(id, { state: 'unreadable', rows: [], since: null });
    }
  }
  const hasUnknownStores = files.some((file) => file === null || file.some(({ store }) => store === null));
  return { stores, hasUnknownStores };
}
