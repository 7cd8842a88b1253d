import pl from 'nodejs-polars';
import { ALL_BUCKETS, type BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { latest } from '../../domain/report/partition-sums';
import { textColumn } from '../columns-io';
import { freeFrames } from '../free-frames';
import { inBuckets } from '../log/in-buckets';
import { type BucketedSegment, inOneLog, lastWords, segmentReader } from '../log/log-frame';
import { numberStores } from '../log/number-stores';

export interface LoadInputs {
  /** Only those that may hold polls of the span. */
  readonly segments: readonly BucketedSegment[];
  /** `store_id`, `first_at` of every store of the log, with its `bucket` unless an older version wrote it. */
  readonly storesPath: string;
  /** The week up to as-of, both ends included. */
  readonly span: Span;
  /** Of the stores that are looked at. */
  readonly buckets: BucketRange;
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
  /** Of all polls that were read, asked for or not. */
  readonly newestOfAllMicros: number | null;
  readonly unknownStoreIds: readonly string[];
}

/**
 * Writes the report's stores (`store_id`, `polls`, sorted by id in code-point order; a store's row number stands for
 * it from here on) and their polls of the week (`store`, `at`, `active`, sorted).
 */
export async function loadPolls(request: LoadInputs): Promise<LoadedPolls> {
  const stores = chooseStores(request.storesPath, request.span.toMicros, request.storeIds, request.buckets)
    .sort('store_id')
    .withRowCount('store');
  const { words, newestMicros } = await readOwnWords(request, stores);
  // Instants as the arithmetic reads them, so that no later stage has to convert them.
  const at = pl.col('at').cast(pl.Float64);
  const polls = lastWords(words, 'store').select(pl.col('store'), at, pl.col('active')).sort(['store', 'at']);
  polls.writeParquet(request.outPollsPath, { compression: 'uncompressed' });
  const counts = polls.groupBy('store').agg(pl.col('at').count().alias('polls'));
  stores
    .join(counts, { on: 'store', how: 'left' })
    .sort('store')
    .select(pl.col('store_id'), pl.col('polls').fillNull(pl.lit(0)).cast(pl.UInt32))
    .writeParquet(request.outStoresPath, { compression: 'uncompressed' });
  return {
    storeCount: stores.height,
    pollCount: polls.height,
    silentStores: stores.height - counts.height,
    newestPollMicros: newestOf(polls),
    newestOfAllMicros: newestMicros,
    unknownStoreIds: storeIdsNotIn(stores, request.storeIds),
  };
}

interface OwnWords {
  /** Of the stores, each by its number. */
  readonly words: pl.DataFrame;
  /** Of all stores. */
  readonly newestMicros: number | null;
}

async function readOwnWords(
  { segments, span, buckets, storeIds }: LoadInputs,
  stores: pl.DataFrame,
): Promise<OwnWords> {
  if (segments.length === 0) return { words: noPolls(), newestMicros: null };
  const read = segmentReader(span);
  const own: pl.DataFrame[] = [];
  let newestMicros: number | null = null;
  for (const segment of segments) {
    const rows = read(segment);
    newestMicros = latest(newestMicros, newestOf(rows));
    if (storeIds === null && nestsIn(segment.buckets, buckets)) {
      own.push(rows);
      continue;
    }
    own.push(rows.join(stores, { on: 'store_id', how: 'semi' }));
    // Polls of others' stores must not fill the memory of each partition.
    await freeFrames();
  }
  return { words: numberStores(inOneLog(own, segments), stores), newestMicros };
}

function nestsIn(inner: BucketRange, outer: BucketRange): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** `store_id` of those that were polled by then and are asked for, in any order. */
function chooseStores(
  storesPath: string,
  untilMicros: number,
  storeIds: readonly string[] | null,
  buckets: BucketRange,
): pl.DataFrame {
  const seen = pl.readParquet(storesPath).filter(pl.col('first_at').ltEq(pl.lit(untilMicros)));
  // An empty list would have no type.
  const asked = storeIds === null ? seen : seen.filter(pl.col('store_id').isIn(['', ...storeIds]));
  return inBuckets(asked, buckets).select('store_id');
}

export interface CountInputs {
  readonly storesPath: string;
  readonly asOfMicros: number;
  /** null: every store. */
  readonly storeIds: readonly string[] | null;
}

/** How many stores a report will have. */
export function countStores({ storesPath, asOfMicros, storeIds }: CountInputs): number {
  return chooseStores(storesPath, asOfMicros, storeIds, ALL_BUCKETS).height;
}

/** Those asked for that the frame does not have, each once. */
export function storeIdsNotIn(stores: pl.DataFrame, storeIds: readonly string[] | null): string[] {
  if (storeIds === null) return [];
  const known = new Set(textColumn(stores, 'store_id'));
  return [...new Set(storeIds)].filter((id) => !known.has(id));
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
