import pl from 'nodejs-polars';
import type { Span } from '../contract/report';
import { readLog, type SegmentFile } from './log-frame';

export interface LoadRequest {
  /** Only those that may hold polls of the span. */
  readonly segments: readonly SegmentFile[];
  /** `store_id`, `first_at` of every store of the log. */
  readonly storesPath: string;
  /** The week up to as-of, both ends included. */
  readonly span: Span;
  /** null: every store. */
  readonly storeIds: readonly string[] | null;
  readonly outStoresPath: string;
  readonly outPollsPath: string;
}

export interface LoadedPolls {
  readonly storeCount: number;
  readonly pollCount: number;
  readonly silentStores: number;
  readonly newestPollMicros: number | null;
  /** Of all stores, asked for or not. */
  readonly newestOfAllMicros: number | null;
  readonly unknownStoreIds: readonly string[];
}

/**
 * Writes the report's stores (`store_id`, `polls`, sorted by id in code-point order; a store's row number stands for
 * it from here on) and their polls of the week (`store`, `at`, `active`, sorted).
 */
export function loadPolls(request: LoadRequest): LoadedPolls {
  const asked = request.storeIds === null ? null : [...new Set(request.storeIds)];
  const seen = pl
    .readParquet(request.storesPath)
    .filter(pl.col('first_at').ltEq(pl.lit(request.span.toMicros)));
  const chosen = asked === null ? seen : seen.filter(pl.col('store_id').isIn(['', ...asked]));
  const stores = chosen.select('store_id').sort('store_id').withRowCount('store');
  const week = request.segments.length === 0 ? null : readLog(request.segments, request.span);
  const polls = week
    ?.join(stores, { on: 'store_id', how: 'inner' })
    .select('store', 'at', 'active')
    .sort(['store', 'at']);
  const rows = polls ?? noPolls();
  rows.writeParquet(request.outPollsPath, { compression: 'uncompressed' });
  const counts = rows.groupBy('store').agg(pl.col('at').count().alias('polls'));
  stores
    .join(counts, { on: 'store', how: 'left' })
    .sort('store')
    .select(pl.col('store_id'), pl.col('polls').fillNull(pl.lit(0)).cast(pl.UInt32))
    .writeParquet(request.outStoresPath, { compression: 'uncompressed' });
  const known = new Set(asked === null ? [] : stores.getColumn('store_id').toArray().map(String));
  return {
    storeCount: stores.height,
    pollCount: rows.height,
    silentStores: stores.height - counts.height,
    newestPollMicros: newestOf(rows),
    newestOfAllMicros: week && newestOf(week),
    unknownStoreIds: (asked ?? []).filter((id) => !known.has(id)),
  };
}

function newestOf(polls: pl.DataFrame): number | null {
  return polls.height === 0 ? null : polls.getColumn('at').cast(pl.Float64).max();
}

function noPolls(): pl.DataFrame {
  return pl.DataFrame([
    pl.Series('store', [], pl.UInt32),
    pl.Series('at', [], pl.Int64),
    pl.Series('active', [], pl.Bool),
  ]);
}
