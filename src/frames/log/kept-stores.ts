import pl from 'nodejs-polars';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { type HoursOfDay, hoursWords } from '../../domain/wording/hours-words';
import { integerColumn, textColumn } from '../columns-io';
import { readVersion, rowColumns, storeCount } from './version-file';

interface OfVersion {
  readonly kind: VersionedKind;
  readonly path: string;
}

/** A store of a version that keeps what an earlier version gave. */
export interface KeptStore {
  readonly storeId: string;
  /** Its hours or its zone, in words. */
  readonly keeps: string;
  /** The file that gave it; null: not known. */
  readonly file: string | null;
  /** The version that last had it as given. */
  readonly since: number;
  /** Whether no file gives it any more; else some of its rows cannot be read. */
  readonly isLost: boolean;
}

/** The stores of a version that keep what an earlier one gave, by id. */
export function listKept({ kind, path }: OfVersion): KeptStore[] {
  const kept = keptRows(kind, path).sort(['store_id', ...rowColumns(kind)]);
  const since = integerColumn(kept, 'since');
  const files = kept.getColumn('file').toArray();
  const lost = kept.getColumn('lost').toArray();
  const wordsOf = kind === 'hours' ? wordsOfHours(kept) : wordsOfZones(kept);
  const ids = textColumn(kept, 'store_id');
  const firstRows = ids.flatMap((id, row) => (ids[row - 1] === id ? [] : [row]));
  return firstRows.map((row, index) => ({
    storeId: ids[row] ?? '',
    keeps: wordsOf(row, firstRows[index + 1] ?? ids.length),
    file: files[row] === null ? null : String(files[row]),
    since: since[row] ?? 0,
    isLost: lost[row] === true,
  }));
}

function wordsOfHours(kept: pl.DataFrame): (from: number, to: number) => string {
  const days = integerColumn(kept, 'day');
  const [starts, ends] = ['start', 'end'].map((name) => kept.getColumn(name).toArray());
  const time = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return (from, to) => {
    const rows: HoursOfDay[] = [];
    for (let row = from; row < to; row++)
      rows.push({ day: days[row] ?? 0, start: time(starts?.[row]), end: time(ends?.[row]) });
    return hoursWords(rows);
  };
}

function wordsOfZones(kept: pl.DataFrame): (from: number) => string {
  const zones = textColumn(kept, 'timezone');
  return (from) => zones[from] ?? '';
}

export interface DropLost extends OfVersion {
  /** null: all stores that no file gives any more. */
  readonly storeIds: readonly string[] | null;
  readonly outPath: string;
}

export interface DroppedLost {
  readonly dropped: number;
  /** Stores that were asked for and that are kept because some of their rows cannot be read. */
  readonly unreadable: readonly string[];
  /** Stores that were asked for and that keep nothing. */
  readonly notKept: readonly string[];
}

/** Writes a version again without what it keeps of stores that no file gives any more. */
export function dropLost({ kind, path, storeIds, outPath }: DropLost): DroppedLost {
  const version = readVersion(kind, path);
  const kept = keptRows(kind, path);
  const lost = kept.filter(pl.col('lost'));
  const asked = storeIds === null ? lost : pl.DataFrame([pl.Series('store_id', [...storeIds], pl.Utf8)]);
  const dropped = lost.join(asked, { on: 'store_id', how: 'semi' });
  version.join(dropped, { on: 'store_id', how: 'anti' }).writeParquet(outPath, { compression: 'zstd' });
  const [lostIds, keptIds] = [lost, kept].map((rows) => new Set(textColumn(rows, 'store_id')));
  return {
    dropped: storeCount(dropped),
    unreadable: (storeIds ?? []).filter((id) => keptIds?.has(id) && !lostIds?.has(id)),
    notKept: (storeIds ?? []).filter((id) => !keptIds?.has(id)),
  };
}

function keptRows(kind: VersionedKind, path: string): pl.DataFrame {
  return readVersion(kind, path).filter(pl.col('state').eq(pl.lit('kept')));
}
