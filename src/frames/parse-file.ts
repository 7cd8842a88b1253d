import { open, rm } from 'node:fs/promises';
import pl from 'nodejs-polars';
import type { InputKind, QuarantineReasons } from '../contract/inputs';
import type { Span } from '../contract/report';
import { freeFrames } from './free-frames';
import type { Judge } from './judge-rows';
import { type FilePosition, readLineBlocks } from './line-blocks';
import type { BadLine } from './mend-lines';
import { parseHours } from './parse-hours';
import { pollParser } from './parse-polls';
import { parseTimezones } from './parse-timezones';
import { type FileHead, readHeader } from './read-header';
import { settleRows, spanOfPolls } from './settle-rows';
import { copyAsUtf8 } from './utf8-copy';

const BLOCK_BYTES = 16 * 1024 * 1024;

export interface ParseRequest {
  readonly path: string;
  readonly nowMicros: number;
  /** Start after these bytes and lines, which an earlier reading has taken in; the header is still read. */
  readonly resumeFrom: FilePosition | null;
  readonly rowsPath: string;
  readonly quarantinePath: string;
}

/** rowsIn = rowsGood + duplicates + quarantined. */
export interface ParsedFile {
  readonly kind: InputKind;
  readonly rowsIn: number;
  readonly rowsGood: number;
  readonly duplicates: number;
  readonly disagreements: number;
  readonly quarantined: number;
  readonly reasons: QuarantineReasons;
  /** From the first to the last poll, both included; null for other inputs, and where there is no poll. */
  readonly span: Span | null;
  /** The end of the last line that ends in a newline: where the next reading may resume. */
  readonly end: FilePosition;
}

/**
 * Reads one input file, of any size, into a sorted Parquet file of its good rows and a JSON-lines file of its bad ones.
 * @throws LoopwatchError FILE_REJECTED where the file as a whole cannot be used.
 */
export async function parseFile(request: ParseRequest): Promise<ParsedFile> {
  const copyPath = `${request.rowsPath}.utf8`;
  const copied = await copyAsUtf8(request.path, copyPath);
  try {
    return await parseUtf8File(copied ? { ...request, path: copyPath, resumeFrom: null } : request);
  } finally {
    await rm(copyPath, { force: true });
  }
}

async function parseUtf8File(request: ParseRequest): Promise<ParsedFile> {
  const head = await readHeader(request.path);
  const read = await readRows(request, head);
  const { kind } = head.header;
  const settled = settleRows(read.rows, kind);
  settled.rows.writeParquet(request.rowsPath, { compression: 'uncompressed' });
  const quarantined = Object.values(read.reasons).reduce((sum, count) => sum + count, 0);
  return {
    kind,
    rowsIn: read.rows.height + quarantined,
    rowsGood: settled.rows.height,
    duplicates: settled.duplicates,
    disagreements: settled.disagreements,
    quarantined,
    reasons: read.reasons,
    span: kind === 'polls' ? spanOfPolls(settled.rows) : null,
    end: read.end,
  };
}

interface ReadRows {
  /** The good ones, in file order. */
  readonly rows: pl.DataFrame;
  readonly reasons: QuarantineReasons;
  readonly end: FilePosition;
}

async function readRows(
  request: ParseRequest,
  { header, parseCells, end, noCells }: FileHead,
): Promise<ReadRows> {
  const parseRows = rowParser(header.kind, request.nowMicros);
  const parts = [parseRows(noCells).good];
  const reasons: Record<string, number> = {};
  let position = request.resumeFrom ?? end;
  const quarantine = await open(request.quarantinePath, 'w');
  try {
    for await (const block of readLineBlocks(request.path, position, BLOCK_BYTES)) {
      const cells = parseCells(block);
      const judged = parseRows(cells.frame);
      parts.push(judged.good);
      const bad = [...cells.bad, ...judged.bad.map((row) => ({ ...row, raw: cells.rawLine(row.line) }))];
      for (const row of bad) reasons[row.reason] = (reasons[row.reason] ?? 0) + 1;
      await quarantine.appendFile(toJsonLines(bad));
      position = block.end;
      freeFrames();
    }
  } finally {
    await quarantine.close();
  }
  return { rows: pl.concat(parts), reasons, end: position };
}

function rowParser(kind: InputKind, nowMicros: number): Judge {
  switch (kind) {
    case 'polls':
      return pollParser(nowMicros);
    case 'hours':
      return parseHours;
    case 'timezones':
      return parseTimezones;
  }
}

function toJsonLines(bad: readonly BadLine[]): string {
  return [...bad]
    .sort((a, b) => a.line - b.line)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
