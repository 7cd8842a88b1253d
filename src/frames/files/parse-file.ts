import { stat } from 'node:fs/promises';
import type { CellDialect } from '../../contract/file-reading';
import type { InputKind, QuarantineReasons } from '../../contract/inputs';
import type { Span } from '../../contract/report';
import { latestGoodMicros } from '../../domain/log/ahead-of-clock';
import { hullOfSpans } from '../../domain/time/hull-of-spans';
import type { FileJudge, Judge } from './judge-rows';
import type { FilePosition } from './line-blocks';
import { openText } from './open-text';
import type { OutputParts } from './output-part-writer';
import { hoursParser } from './parse-hours';
import { pollParser } from './parse-polls';
import { parseTimezones } from './parse-timezones';
import { PollIntake } from './poll-intake';
import { type FileHead, readHeader } from './read-header';
import { readRows } from './read-rows';
import { FrameIntake, type RowIntake } from './row-intake';

export interface ParseInputs {
  readonly path: string;
  readonly nowMicros: number;
  /** How the file's source writes what can be read in two ways. */
  readonly dialect: CellDialect;
  /** Start after these bytes and lines: an earlier ingestion has read them. The header is still read. */
  readonly resumeFrom: FilePosition | null;
  /** Whether a last line without its newline is read; of polls alone it may wait. */
  readonly readsOpenLine: boolean;
  /** Which sheet of a workbook. */
  readonly sheet?: string | null;
  /** The output files' names start with it and a dot. */
  readonly rowsPath: string;
  /** About how many polls an output part may have; more polls are split into several parts. */
  readonly partRows: number;
  readonly quarantinePath: string;
}

/** rowsIn = rowsGood + duplicates + quarantined. */
export interface ParsedFile extends OutputParts {
  readonly kind: InputKind;
  readonly rowsIn: number;
  /** Whether it started at `resumeFrom`; a compressed file, a workbook and a UTF-16 file are read from their start. */
  readonly resumed: boolean;
  /** Rows of all output parts. */
  readonly rowsGood: number;
  readonly quarantined: number;
  /** Quarantined rows of hours or timezones that may be of any store. */
  readonly rowsOfUnknownStores: number;
  readonly reasons: QuarantineReasons;
  /** What people should know of its good rows; null: nothing. */
  readonly note: string | null;
  /** The earliest poll that lies ahead of the clock, and so is quarantined; null: none. */
  readonly aheadFromMicros: number | null;
  /** From the first to the last poll, both included; null for other inputs and where there is no poll. */
  readonly span: Span | null;
  /** Whether the last line has no newline, and so was not read. */
  readonly hasOpenLine: boolean;
  /** The end of the last line that ends in a newline: the next ingestion can resume there. */
  readonly end: FilePosition;
}

/**
 * Reads one input file, of any size, into sorted Parquet files of its good rows and a JSON-lines file of its bad ones.
 * @throws LoopwatchError FILE_REJECTED where the file as a whole cannot be used.
 */
export async function parseFile(request: ParseInputs): Promise<ParsedFile> {
  const text = await openText(request.path, request.sheet ?? null, request.rowsPath);
  try {
    return await parseUtf8File(text.isCopy ? { ...request, path: text.path, resumeFrom: null } : request);
  } finally {
    await text.remove();
  }
}

async function parseUtf8File(request: ParseInputs): Promise<ParsedFile> {
  const head = await readHeader(request.path);
  const { kind } = head.header;
  const { judge, note, aheadFromMicros } = judgeOf(kind, request);
  const sizeBytes = (await stat(request.path)).size - (request.resumeFrom?.bytes ?? 0);
  const intake = openIntake(request, sizeBytes, head, judge);
  try {
    const readsOpenLine = request.readsOpenLine || kind !== 'polls';
    const read = await readRows({ ...request, readsOpenLine }, head, judge, intake);
    const written = await intake.writeParts();
    const quarantined = Object.values(read.reasons).reduce((sum, count) => sum + count, 0);
    return {
      kind,
      rowsIn: intake.count + quarantined,
      resumed: request.resumeFrom !== null,
      rowsGood: written.parts.reduce((sum, { rows }) => sum + rows, 0),
      quarantined,
      rowsOfUnknownStores: intake.rowsOfUnknownStores,
      reasons: read.reasons,
      note: note(),
      aheadFromMicros: aheadFromMicros(),
      span: spanOf(written),
      hasOpenLine: read.hasOpenLine,
      end: read.end,
      ...written,
    };
  } finally {
    intake.close();
  }
}

function spanOf({ parts }: OutputParts): Span | null {
  return hullOfSpans(parts.flatMap(({ span }) => (span === null ? [] : [span])));
}

function judgeOf(
  kind: InputKind,
  { nowMicros, dialect }: Pick<ParseInputs, 'nowMicros' | 'dialect'>,
): FileJudge {
  switch (kind) {
    case 'polls':
      return pollParser(nowMicros, dialect.dateOrder);
    case 'hours':
      return hoursParser(dialect.dayNumbering);
    case 'timezones':
      return { judge: parseTimezones, note: () => null, aheadFromMicros: () => null };
  }
}

function openIntake(
  { rowsPath, partRows, nowMicros }: ParseInputs,
  sizeBytes: number,
  { header, isPlain, noCells }: FileHead,
  judge: Judge,
): RowIntake {
  return header.kind === 'polls'
    ? new PollIntake({ rowsPath, partRows, latestMicros: latestGoodMicros(nowMicros), isPlain, sizeBytes })
    : new FrameIntake(header.kind, rowsPath, () => judge(noCells()).good);
}
