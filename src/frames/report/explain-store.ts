import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';
import type { VersionPaths } from '../../contract/versioned-inputs';
import type { StoreHours } from '../../domain/explain/business-time';
import type { StoredPoll } from '../../domain/explain/explain-types';
import { floatColumn, integerColumn, textColumn } from '../columns-io';
import { queryParquet, readParquet } from '../parquet-io';
import { readStoreHours } from './store-hours';

export interface StoreInputsRequest extends VersionPaths {
  readonly storeId: string;
  /** Segments of the log on this machine's disk, in the log's order. */
  readonly segmentPaths: readonly string[];
  /** The span of the polls to read, both ends included. */
  readonly span: Span;
}

export interface StoreInputs extends StoreHours {
  /** In order of time; those of the same instant in the log's order. */
  readonly polls: readonly StoredPoll[];
}

/** Reads one store's rows of the segments and of the versions of hours and timezones. */
export function readStoreInputs(request: StoreInputsRequest): StoreInputs {
  const { storeId, segmentPaths, span } = request;
  const within = pl
    .col('at')
    .gtEq(pl.lit(span.fromMicros))
    .and(pl.col('at').ltEq(pl.lit(span.toMicros)))
    .and(pl.col('store_id').eq(pl.lit(storeId)));
  return {
    polls: segmentPaths
      .flatMap((path) => readPolls(queryParquet(path, (file) => file.filter(within))))
      .sort((a, b) => a.atMicros - b.atMicros),
    ...readStoreHours(storeId, request),
  };
}

function readPolls(rows: pl.DataFrame): StoredPoll[] {
  const active = integerColumn(rows, 'active');
  return Array.from(floatColumn(rows, 'at'), (atMicros, row) => ({ atMicros, active: active[row] === 1 }));
}

export interface KnownStore {
  readonly storeId: string;
  readonly firstPollMicros: number;
}

/** Every store of the log, with its first poll. */
export function readKnownStores(storesPath: string): KnownStore[] {
  const stores = readParquet(storesPath);
  const first = floatColumn(stores, 'first_at');
  return textColumn(stores, 'store_id').map((storeId, row) => ({
    storeId,
    firstPollMicros: first[row] ?? 0,
  }));
}
