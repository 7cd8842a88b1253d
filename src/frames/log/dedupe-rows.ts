import pl from 'nodejs-polars';
import type { VersionedKind } from '../../contract/inputs';
import type { Span } from '../../contract/report';

export interface SettledRows {
  /** Sorted; each key once, with its last word. */
  readonly rows: pl.DataFrame;
  readonly duplicates: number;
  /** Duplicates whose word differed from the one after them. */
  readonly disagreements: number;
}

/** What identifies a row of each kind, and what it says of it. */
const KEYS = {
  hours: { key: ['day', 'start', 'end'], says: [] },
  timezones: { key: [], says: ['timezone'] },
} as const satisfies Record<VersionedKind, { key: readonly string[]; says: readonly string[] }>;

/** Sorts rows by store and key and keeps, of those with the same key, the last in file order. */
export function settleRows(rows: pl.DataFrame, kind: VersionedKind): SettledRows {
  const { key, says } = KEYS[kind];
  // A number stands for each store's text meanwhile: it sorts quicker, and the text is then taken from a short list.
  const stores = rows.select('store_id').unique().sort('store_id').withRowCount('store');
  const sorted = rows
    .withRowCount('order')
    .join(stores, { on: 'store_id', how: 'inner' })
    .drop('store_id')
    .sort(['store', ...key, 'order']);
  const again = ['store', ...key]
    .map((name) => pl.col(name).eq(pl.col(name).shift(-1)))
    .reduce((left, right) => left.and(right))
    .fillNull(pl.lit(false));
  const named = (settled: pl.DataFrame) =>
    settled.join(stores, { on: 'store', how: 'left' }).select('store_id', ...key, ...says);
  const flagged = sorted.withColumns(again.alias('again'));
  const repeated = flagged.filter(pl.col('again')).height;
  if (repeated === 0) return { rows: named(sorted), duplicates: 0, disagreements: 0 };
  const differs = says
    .map((name) => pl.col(name).neq(pl.col(name).shift(-1)))
    .reduce((left, right) => left.or(right), pl.lit(false));
  return {
    rows: named(flagged.filter(pl.col('again').not())),
    duplicates: repeated,
    disagreements: flagged.filter(pl.col('again').and(differs)).height,
  };
}

/** From the first poll to the last, both included; null where there is none. */
export function spanOfPolls(polls: pl.DataFrame): Span | null {
  if (polls.height === 0) return null;
  const at = polls.getColumn('at').cast(pl.Float64);
  return { fromMicros: at.min(), toMicros: at.max() };
}
