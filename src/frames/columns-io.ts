import pl from 'nodejs-polars';
import { z } from 'zod';
import type { IntervalColumns, PollColumns } from '../domain/numbers/columns';
import { readParquet } from './parquet-io';

/** Checks the tag, not the constructor: under a test runner an array can come from another realm. */
function typedArray<T>(tag: string): z.ZodType<T> {
  return z.custom<T>((value) => Object.prototype.toString.call(value) === `[object ${tag}]`, `is no ${tag}`);
}

const floats = typedArray<Float64Array>('Float64Array');
const words = typedArray<Uint32Array>('Uint32Array');
const bytes = typedArray<Uint8Array>('Uint8Array');
const integers = typedArray<Int32Array>('Int32Array');

export function floatColumn(frame: pl.DataFrame, name: string): Float64Array {
  return frame.height === 0
    ? new Float64Array()
    : floats.parse(frame.getColumn(name).cast(pl.Float64).toTypedArray());
}

export function indexColumn(frame: pl.DataFrame, name: string): Uint32Array {
  return frame.height === 0
    ? new Uint32Array()
    : words.parse(frame.getColumn(name).cast(pl.UInt32).toTypedArray());
}

export function integerColumn(frame: pl.DataFrame, name: string): Int32Array {
  return frame.height === 0
    ? new Int32Array()
    : integers.parse(frame.getColumn(name).cast(pl.Int32).toTypedArray());
}

export function byteColumn(frame: pl.DataFrame, name: string): Uint8Array {
  return frame.height === 0
    ? new Uint8Array()
    : bytes.parse(frame.getColumn(name).cast(pl.UInt8).toTypedArray());
}

export function textColumn(frame: pl.DataFrame, name: string): string[] {
  return frame.getColumn(name).toArray().map(String);
}

export function textOrNullColumn(frame: pl.DataFrame, name: string): (string | null)[] {
  const values: readonly unknown[] = frame.getColumn(name).toArray();
  return values.map((value) => (value === null ? null : String(value)));
}

export function readPollColumns(frame: pl.DataFrame): PollColumns {
  return {
    store: indexColumn(frame, 'store'),
    atMicros: floatColumn(frame, 'at'),
    active: byteColumn(frame, 'active'),
  };
}

export function readIntervalColumns(path: string): IntervalColumns {
  const frame = readParquet(path);
  return {
    store: indexColumn(frame, 'store'),
    openMicros: floatColumn(frame, 'open'),
    closeMicros: floatColumn(frame, 'close'),
  };
}

export function writeIntervalColumns(intervals: IntervalColumns, path: string): void {
  pl.DataFrame([
    pl.Series('store', intervals.store),
    pl.Series('open', intervals.openMicros, pl.Float64).cast(pl.Int64),
    pl.Series('close', intervals.closeMicros, pl.Float64).cast(pl.Int64),
  ]).writeParquet(path, { compression: 'uncompressed' });
}
