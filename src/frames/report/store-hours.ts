import pl from 'nodejs-polars';
import type { InputOrigin } from '../../contract/input-states';
import { DEFAULT_TIMEZONE } from '../../contract/report';
import type { VersionPaths } from '../../contract/versioned-inputs';
import type { StoreHours } from '../../domain/explain/business-time';
import type { DayHours } from '../../domain/hours/business-hours';
import { byteColumn, integerColumn, textOrNullColumn } from '../columns-io';
import { ANY_STORE } from '../log/version-file';
import { queryParquet } from '../parquet-io';
import { stateCode, stateOf } from './read-versions';

/** Reads one store's rows of the versions of hours and timezones, and where they come from. */
export function readStoreHours(storeId: string, { hoursPath, timezonesPath }: VersionPaths): StoreHours {
  const hours = readRows(storeId, hoursPath, 'day');
  const zone = readRows(storeId, timezonesPath, 'timezone');
  return {
    hours: hours.rows === null || hours.origin.state === 'unreadable' ? [] : readDays(hours.rows),
    hoursFrom: hours.origin,
    timezone: zone.origin.state === 'unreadable' ? null : readZone(zone.rows),
    zoneFrom: zone.origin,
  };
}

const NOT_KNOWN = { file: null, since: null, lost: null };
const DEFAULT: InputOrigin = { state: 'default', ...NOT_KNOWN };

interface OwnRows {
  /** null: none. */
  readonly rows: pl.DataFrame | null;
  readonly origin: InputOrigin;
}

/** @param value without it, nothing of a row can be read, and the whole store is unreadable */
function readRows(storeId: string, path: string | null, value: 'day' | 'timezone'): OwnRows {
  if (path === null) return { rows: null, origin: DEFAULT };
  const id = pl.col('store_id');
  const found = queryParquet(path, (file) =>
    file.filter(id.eq(pl.lit(storeId)).or(id.eq(pl.lit(ANY_STORE)))),
  );
  const rows = found.filter(id.eq(pl.lit(storeId)));
  const origin = originOf(rows);
  if (rows.getColumn(value).nullCount() > 0) return { rows, origin: { ...origin, state: 'unreadable' } };
  if (rows.height > 0) return { rows, origin };
  // The row without an id says that some store has unreadable rows: this one may be that store.
  return { rows: null, origin: found.height > 0 ? { ...DEFAULT, state: 'unreadable' } : DEFAULT };
}

/** All rows of a store have one origin. Files of older versions name none: all their rows were given. */
function originOf(rows: pl.DataFrame): InputOrigin {
  if (!rows.columns.includes('state')) return { state: 'given', ...NOT_KNOWN };
  const [file = null] = textOrNullColumn(rows, 'file');
  const [since = null] = textOrNullColumn(rows, 'since');
  const [lost = null] = rows.columns.includes('lost') ? textOrNullColumn(rows, 'lost') : [];
  return {
    state: stateOf(byteColumn(rows.select(stateCode('state')), 'state')[0]),
    file,
    since: since === null ? null : Number(since),
    lost: lost === null ? null : lost === 'true',
  };
}

function readZone(rows: pl.DataFrame | null): string | null {
  const [timezone = null] = rows === null ? [DEFAULT_TIMEZONE] : textOrNullColumn(rows, 'timezone');
  return timezone;
}

/** Null times are a closed day: it ends where it starts. */
function readDays(rows: pl.DataFrame): DayHours[] {
  const column = (name: string) => integerColumn(rows.select(pl.col(name).fillNull(pl.lit(0))), name);
  const [start, end] = [column('start'), column('end')];
  return Array.from(column('day'), (day, row) => ({
    day,
    startSeconds: start[row] ?? 0,
    endSeconds: end[row] ?? 0,
  }));
}
