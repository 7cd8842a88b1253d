import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';
import type { VersionPaths } from '../../contract/versioned-inputs';
import type { StoredPoll } from '../../domain/explain/explain-types';
import type { DayHours } from '../../domain/hours/business-hours';
import { floatColumn, integerColumn, textColumn } from '../columns-io';

export interface StoreInputsRequest extends VersionPaths {
  readonly storeId: string;
  /** Segments of the log on this machine's disk, in the log's order. */
  readonly segmentPaths: readonly string[];
  /** The span of the polls to read, both ends included. */
  readonly span: Span;
}

export interface StoreInputs {
  /** In order of time; those of the same instant in the log's order. */
  readonly polls: readonly StoredPoll[];
  readonly hours: readonly DayHours[];
  /** null: unknown. */
  readonly timezone: string | null;
}

/** Reads one store's rows of the segments and of the versions of hours and timezones. */
export function readStoreInputs(request: StoreInputsRequest): StoreInputs {
  const { storeId, segmentPaths, span, hoursPath, timezonesPath } = request;
  const within = pl
    .col('at')
    .gtEq(pl.lit(span.fromMicros))
    .and(pl.col('at').ltEq(pl.lit(span.toMicros)));
  return {
    polls: segmentPaths
      .flatMap((path) => readPolls(rowsOf(path, storeId, within)))
      .sort((a, b) => a.atMicros - b.atMicros),
    hours: hoursPath === null ? [] : readHours(rowsOf(hoursPath, storeId, pl.col('start').isNotNull())),
    timezone:
      timezonesPath === null
        ? null
        : readZone(rowsOf(timezonesPath, storeId, pl.col('timezone').isNotNull())),
  };
}

function rowsOf(path: string, storeId: string, within: pl.Expr | null): pl.DataFrame {
  const ofStore = pl.scanParquet(path).filter(pl.col('store_id').eq(pl.lit(storeId)));
  return (within ? ofStore.filter(within) : ofStore).collectSync();
}

function readPolls(rows: pl.DataFrame): StoredPoll[] {
  const active = integerColumn(rows, 'active');
  return Array.from(floatColumn(rows, 'at'), (atMicros, row) => ({ atMicros, active: active[row] === 1 }));
}

function readHours(rows: pl.DataFrame): DayHours[] {
  const [start, end] = [integerColumn(rows, 'start'), integerColumn(rows, 'end')];
  return Array.from(integerColumn(rows, 'day'), (day, row) => ({
    day,
    startSeconds: start[row] ?? 0,
    endSeconds: end[row] ?? 0,
  }));
}

function readZone(rows: pl.DataFrame): string | null {
  return rows.height === 0 ? null : (textColumn(rows, 'timezone')[0] ?? null);
}

export interface KnownStore {
  readonly storeId: string;
  readonly firstPollMicros: number;
}

/** Every store of the log, with its first poll. */
export function readKnownStores(storesPath: string): KnownStore[] {
  const stores = pl.readParquet(storesPath);
  const first = floatColumn(stores, 'first_at');
  return textColumn(stores, 'store_id').map((storeId, row) => ({
    storeId,
    firstPollMicros: first[row] ?? 0,
  }));
}
