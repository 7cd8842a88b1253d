import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pl from 'nodejs-polars';
import { z } from 'zod';
import { type CellDialect, PLAIN_DIALECT } from '../../../src/contract/file-reading';
import { requireInstant } from '../../../src/domain/time/instants';
import { type ParsedFile, type ParseInputs, parseFile } from '../../../src/frames/files/parse-file';

export const POLLS = 'store_id,status,timestamp_utc';
export const HOURS = 'store_id,day,start_time_local,end_time_local';
export const TIMEZONES = 'store_id,timezone_str';
export const NOW = '2023-02-01 00:00:00';

const quarantined = z.strictObject({ line: z.number(), reason: z.string(), raw: z.string() });
export type Quarantined = z.infer<typeof quarantined>;

export interface ParsedText {
  readonly parsed: ParsedFile;
  /** The rows as written, cell by cell: the good ones, and of hours and timezones a row of nulls per unreadable store. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly quarantine: readonly Quarantined[];
}

/** Writes a file, parses it and reads the results back. */
export async function parseText(
  content: string | Buffer,
  resumeFrom: ParseInputs['resumeFrom'] = null,
  partRows = 1_000_000,
  dialect: Partial<CellDialect> = {},
): Promise<ParsedText> {
  const folder = mkdtempSync(join(tmpdir(), 'loopwatch-parse-'));
  const [path, rowsPath, quarantinePath] = ['in.csv', 'rows.parquet', 'bad.jsonl'].map((name) =>
    join(folder, name),
  );
  if (!path || !rowsPath || !quarantinePath) throw new Error('three paths');
  try {
    writeFileSync(path, content);
    const nowMicros = requireInstant(NOW, 'now');
    const parsed = await parseFile({
      path,
      nowMicros,
      dialect: { ...PLAIN_DIALECT, ...dialect },
      resumeFrom,
      readsOpenLine: true,
      rowsPath,
      partRows,
      quarantinePath,
    });
    const lines = readFileSync(quarantinePath, 'utf8').split('\n').slice(0, -1);
    return {
      parsed,
      rows: parsed.parts.flatMap((part) => pl.readParquet(part.path).toRecords()),
      quarantine: lines.map((line) => quarantined.parse(JSON.parse(line))),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The store ids of the good rows. */
export function idsOf({ rows }: ParsedText): unknown[] {
  const isMark = ({ day, timezone }: ParsedText['rows'][number]) => day === null || timezone === null;
  return rows.filter((row) => !isMark(row)).map((row) => row.store_id);
}

/** `line: reason` of each quarantined row. */
export function faultsOf({ quarantine }: ParsedText): string[] {
  return quarantine.map(({ line, reason }) => `${line}: ${reason}`);
}

export function poll(id: string, minute = 0): string {
  return `${id},active,2023-01-22 12:${String(minute).padStart(2, '0')}:00 UTC`;
}

export function pollFile(...lines: readonly string[]): string {
  return `${[POLLS, ...lines].join('\n')}\n`;
}
