export interface FoundIds {
  /** The number of ids that match. */
  readonly total: number;
  readonly ids: readonly string[];
}

/** The ids that contain the text, ignoring case; those that begin with it come first, else in the given order. */
export function findIds(ids: readonly string[], search: string, limit: number): FoundIds {
  const text = search.toLowerCase();
  const beginning: string[] = [];
  const within: string[] = [];
  for (const id of ids) {
    const at = id.toLowerCase().indexOf(text);
    if (at === 0) beginning.push(id);
    else if (at > 0) within.push(id);
  }
  const total = beginning.length + within.length;
  return {
    total,
    ids: [...beginning.slice(0, limit), ...within.slice(0, limit - Math.min(limit, beginning.length))],
  };
}
