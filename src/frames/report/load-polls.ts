import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { latest } from '../../domain/report/partition-sums';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import { freeMemory } from '../free-memory';
import { numberStores } from '../log/number-stores';
import { type BucketedSegment, concatSegments, keepLatest, segmentReader } from '../log/read-log';
import { chooseStores, storeIdsNotIn } from './choose-stores';

export interface LoadInputs {
  /** The segments that can hold polls of the span. */
  readonly segments: readonly BucketedSegment[];
  /** `store_id`, `first_at` of every store of the log, and `bucket` unless an older version wrote the file. */
  readonly storesPath: string;
  /** The week up to as-of, both ends included. */
  readonly span: Span;
  /** The stores of the partition. */
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
  /** Stores with a poll in the day before as-of; one at as-of itself does not count. */
  readonly polledLastDay: number;
  readonly newestPollMicros: number | null;
  /** The newest of all polls that were read, including those of other stores. */
  readonly newestOfAllMicros: number | null;
  readonly unknownStoreIds: readonly string[];
}

/**
 * Writes the report's stores (`store_id`, `polls`; sorted by id in code-point order) and their polls of the week
 * (`store`, `at`, `active`; sorted). From here on, a store's row number stands for the store.
 */
export async function loadPolls(request: LoadInputs): Promise<LoadedPolls> {
  const stores = chooseStores(request.storesPath, request.span.toMicros, request.storeIds, request.buckets)
    .sort('store_id')
    .withRowCount('store');
  const { polls: all, newestMicros } = await readOwnPolls(request, stores);
  // Float64, as the arithmetic reads instants: no later stage has to convert them.
  const at = pl.col('at').cast(pl.Float64);
  const polls = keepLatest(all, 'store').select(pl.col('store'), at, pl.col('active')).sort(['store', 'at']);
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
    polledLastDay: storesPolledIn(polls, request.span.toMicros - MICROS_PER_DAY, request.span.toMicros),
    newestPollMicros: newestOf(polls),
    newestOfAllMicros: newestMicros,
    unknownStoreIds: storeIdsNotIn(stores, request.storeIds),
  };
}

interface OwnPolls {
  /** The polls of the chosen stores, by store number; an instant can occur several times. */
  readonly polls: pl.DataFrame;
  /** The newest poll of all stores. */
  readonly newestMicros: number | null;
}

async function readOwnPolls(
  { segments, span, buckets, storeIds }: LoadInputs,
  stores: pl.DataFrame,
): Promise<OwnPolls> {
  if (segments.length === 0) return { polls: noPolls(), newestMicros: null };
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
    // Free the polls of other stores: each partition reads them.
    await freeMemory();
  }
  return { polls: numberStores(concatSegments(own, segments), stores), newestMicros };
}

function storesPolledIn(polls: pl.DataFrame, fromMicros: number, toMicros: number): number {
  const at = pl.col('at');
  const within = at.gtEq(pl.lit(fromMicros)).and(at.lt(pl.lit(toMicros)));
  return polls.filter(within).getColumn('store').nUnique();
}

function nestsIn(inner: BucketRange, outer: BucketRange): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
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
