import pl from 'nodejs-polars';
import { INPUT_STATES, type InputState } from '../../contract/input-states';
import { DEFAULT_TIMEZONE } from '../../contract/report';
import type { HoursColumns } from '../../domain/numbers/columns';
import { byteColumn, integerColumn } from '../columns-io';
import { ANY_STORE } from '../log/version-file';
import { queryParquet } from '../parquet-io';

/** The states of stores as numbers: each is its place in INPUT_STATES. */
export type StateColumn = Uint8Array;

const [GIVEN, KEPT, DEFAULT, UNREADABLE] = [0, 1, 2, 3] as const;

export function stateOf(code: number | undefined): InputState {
  return INPUT_STATES[code ?? UNREADABLE] ?? 'unreadable';
}

/** The states as text, computed by polars: a report can have a million stores. */
export function stateText(name: string, states: StateColumn): pl.Series {
  const code = pl.col(name);
  const text = pl
    .when(code.eq(pl.lit(GIVEN)))
    .then(pl.lit('given'))
    .when(code.eq(pl.lit(KEPT)))
    .then(pl.lit('kept'))
    .when(code.eq(pl.lit(DEFAULT)))
    .then(pl.lit('default'))
    .otherwise(pl.lit('unreadable'));
  return pl
    .DataFrame([pl.Series(name, states)])
    .select(text.alias(name))
    .getColumn(name);
}

/** A column of states as numbers. Whatever is no state counts as unreadable. */
export function stateCode(name: string): pl.Expr {
  const state = pl.col(name);
  return pl
    .when(state.eq(pl.lit('given')))
    .then(pl.lit(GIVEN))
    .when(state.eq(pl.lit('kept')))
    .then(pl.lit(KEPT))
    .when(state.eq(pl.lit('default')))
    .then(pl.lit(DEFAULT))
    .otherwise(pl.lit(UNREADABLE))
    .cast(pl.UInt8)
    .alias(name);
}

/** `blank` of the localized stores. An older version may have written them: it knew no such stores. */
export function readBlank(zones: pl.DataFrame): Uint8Array {
  return zones.columns.includes('blank') ? byteColumn(zones, 'blank') : new Uint8Array(zones.height);
}

interface OpenedVersion {
  readonly rows: pl.DataFrame;
  /** The state of a store without a row. */
  readonly withoutRow: number;
}

/** Reads a version of hours or timezones. Files of older versions have no states: all their rows were given. */
function openVersion(path: string, columns: readonly string[]): OpenedVersion {
  const rows = queryParquet(path, (file) => {
    const state = file.columns.includes('state')
      ? stateCode('state')
      : pl.lit(GIVEN).cast(pl.UInt8).alias('state');
    return file.select(...['store_id', ...columns].map((name) => pl.col(name)), state);
  });
  const ofUnknownStores = rows.filter(pl.col('store_id').eq(pl.lit(ANY_STORE))).height > 0;
  return { rows, withoutRow: ofUnknownStores ? UNREADABLE : DEFAULT };
}

export interface HoursOfStores {
  readonly hours: HoursColumns;
  readonly states: StateColumn;
}

/** @param stores `store_id`, and `store`: its row number */
export function readHours(stores: pl.DataFrame, path: string | null): HoursOfStores {
  if (path === null) return { hours: hoursColumns(null), states: filled(stores.height, DEFAULT) };
  const { rows, withoutRow } = openVersion(path, ['day', 'start', 'end']);
  // Null times are a closed day, and all that is left of unreadable hours: zeros, which open nothing.
  const orZero = (name: string) => pl.col(name).fillNull(pl.lit(0));
  const sorted = rows
    .join(stores, { on: 'store_id', how: 'inner' })
    .select(pl.col('store'), orZero('day'), orZero('start'), orZero('end'), unreadableWithout('day'))
    .sort(['store', 'day', 'start']);
  const hours = hoursColumns(sorted);
  const states = filled(stores.height, withoutRow);
  const codes = integerColumn(sorted, 'state');
  hours.store.forEach((store, row) => {
    const isFirst = row === 0 || hours.store[row - 1] !== store;
    // One unreadable row makes the whole store unreadable.
    states[store] = Math.max(isFirst ? GIVEN : (states[store] ?? GIVEN), codes[row] ?? UNREADABLE);
  });
  return { hours, states };
}

/** The state of a row; without this value, nothing of the row can be read. */
function unreadableWithout(name: string): pl.Expr {
  const isMissing = pl.when(pl.col(name).isNull());
  return isMissing.then(pl.lit(UNREADABLE)).otherwise(pl.col('state')).cast(pl.UInt8).alias('state');
}

function hoursColumns(sorted: pl.DataFrame | null): HoursColumns {
  const column = (name: string) => (sorted ? integerColumn(sorted, name) : new Int32Array());
  return {
    store: column('store'),
    day: column('day'),
    startSeconds: column('start'),
    endSeconds: column('end'),
  };
}

export interface ZonesOfStores {
  /** By row, the default included; null where it is unreadable. */
  readonly zones: (string | null)[];
  readonly states: StateColumn;
}

/** @param stores `store_id`, and `store`: its row number */
export function readZones(stores: pl.DataFrame, path: string | null): ZonesOfStores {
  if (path === null) {
    const zones = new Array<string>(stores.height).fill(DEFAULT_TIMEZONE);
    return { zones, states: filled(stores.height, DEFAULT) };
  }
  const { rows, withoutRow } = openVersion(path, ['timezone']);
  const joined = stores.join(rows, { on: 'store_id', how: 'left' }).sort('store');
  const codes = integerColumn(joined.select(pl.col('state').fillNull(pl.lit(withoutRow))), 'state');
  const names: readonly unknown[] = joined.getColumn('timezone').toArray();
  const states = Uint8Array.from(names, (name, row) => {
    const code = codes[row] ?? UNREADABLE;
    return name === null && code !== DEFAULT ? UNREADABLE : code;
  });
  const zones = names.map((name, row) => {
    if (states[row] === UNREADABLE) return null;
    return states[row] === DEFAULT ? DEFAULT_TIMEZONE : String(name);
  });
  return { zones, states };
}

function filled(length: number, code: number): StateColumn {
  return new Uint8Array(length).fill(code);
}
