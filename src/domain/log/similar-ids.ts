/** `="007"`: a spreadsheet's way to keep a number as text. */
const FORMULA_TEXT = /^="(.*)"$/;
/** Quotation marks, brackets, separators and invisible characters. */
const DECORATION = /['"`´‘’“”(){}[\]<>,.\s_\-/\\:;#\p{Cf}\p{Zs}]/gu;
const LEADING_ZEROS = /^0+(?=.)/;

/** How an id reads without case, leading zeros, apostrophes, `="…"`, separators and invisible characters. */
export function looseId(id: string): string {
  const inner = FORMULA_TEXT.exec(id)?.[1] ?? id;
  return inner.normalize('NFKC').replace(DECORATION, '').replace(LEADING_ZEROS, '').toLowerCase();
}

/** An id of one input, and the id of the other that differs from it only in its spelling. */
export interface SimilarPair {
  readonly id: string;
  readonly other: string;
}

export interface SimilarIds {
  readonly count: number;
  /** null: there is none. */
  readonly example: SimilarPair | null;
}

/** Counts the ids that equal one of the others but for their spelling. Ids that are the same are not similar. */
export function findSimilarIds(ids: readonly string[], others: readonly string[]): SimilarIds {
  if (ids.length === 0 || others.length === 0) return { count: 0, example: null };
  const byLoose = new Map<string, string>();
  for (const other of others) if (!byLoose.has(looseId(other))) byLoose.set(looseId(other), other);
  const pairs = ids.flatMap((id) => {
    const other = byLoose.get(looseId(id));
    return other !== undefined && other !== id ? [{ id, other }] : [];
  });
  return { count: pairs.length, example: pairs[0] ?? null };
}
