import { open, rm, stat } from 'node:fs/promises';
import type { InputKind, QuarantineReasons } from '../../contract/inputs';
import type { Span } from '../../contract/report';
import { freeFrames } from '../free-frames';
import type { Judge } from './judge-rows';
import { type FilePosition, readLineBlocks } from './line-blocks';
import type { BadLine } from './mend-lines';
import { onceMade } from './once-made';
import { parseHours } from './parse-hours';
import { latestGoodMicros, pollParser } from './parse-polls';
import { parseTimezones } from './parse-timezones';
import type { SettledParts } from './part-writer';
import { PollIntake } from './poll-intake';
import { type FileHead, readHeader } from './read-header';
import { FrameIntake, type RowIntake } from './row-intake';
import { copyAsUtf8 } from './utf8-copy';

const BLOCK_BYTES = 16 * 1024 * 1024;

export interface ParseInputs {
  readonly path: string;
  readonly nowMicros: number;
  /** Start after these bytes and lines, which an earlier reading has taken in; the header is still read. */
  readonly resumeFrom: FilePosition | null;
  /** Files of this name, a dot and more are written. */
  readonly rowsPath: string;
  /** About how many polls one part may have; what is more is split. */
  readonly partRows: number;
  readonly quarantinePath: string;
}

/** rowsIn = rowsGood + duplicates + quarantined. */
export interface ParsedFile extends SettledParts {
  readonly kind: InputKind;
  readonly rowsIn: number;
  /** Whether it started where it was to; a copy as UTF-8 is read from its start. */
  readonly resumed: boolean;
  /** Those of the parts. */
  readonly rowsGood: number;
  readonly quarantined: number;
  readonly reasons: QuarantineReasons;
  /** From the first to the last poll, both included; null for other inputs, and where there is no poll. */
  readonly span: Span | null;
  /** The end of the last line that ends in a newline: where the next reading may resume. */
  readonly end: FilePosition;
}

/**
 * Reads one input file, of any size, into sorted Parquet files of its good rows and a JSON-lines file of its bad ones.
 * @throws LoopwatchError FILE_REJECTED where the file as a whole cannot be used.
 */
export async function parseFile(request: ParseInputs): Promise<ParsedFile> {
  const copyPath = `${request.rowsPath}.utf8`;
  try {
    const copied = await copyAsUtf8(request.path, copyPath);
    return await parseUtf8File(copied ? { ...request, path: copyPath, resumeFrom: null } : request);
  } finally {
    await rm(copyPath, { force: true });
  }
}

async function parseUtf8File(request: ParseInputs): Promise<ParsedFile> {
  const head = await readHeader(request.path);
  const { kind } = head.header;
  const judge = judgeOf(kind, request.nowMicros);
  const sizeBytes = (await stat(request.path)).size - (request.resumeFrom?.bytes ?? 0);
  const intake = openIntake(request, sizeBytes, head, judge);
  try {
    const read = await readBlocks(request, head, judge, intake);
    const settled = await intake.settle();
    const quarantined = Object.values(read.reasons).reduce((sum, count) => sum + count, 0);
    return {
      kind,
      rowsIn: intake.count + quarantined,
      resumed: request.resumeFrom !== null,
      rowsGood: settled.parts.reduce((sum, { rows }) => sum + rows, 0),
      quarantined,
      reasons: read.reasons,
      span: spanOf(settled),
      end: read.end,
      ...settled,
    };
  } finally {
    intake.close();
  }
}

function spanOf({ parts }: SettledParts): Span | null {
  const spans = parts.flatMap(({ span }) => (span === null ? [] : [span]));
  if (spans.length === 0) return null;
  return {
    fromMicros: Math.min(...spans.map(({ fromMicros }) => fromMicros)),
    toMicros: Math.max(...spans.map(({ toMicros }) => toMicros)),
  };
}

function judgeOf(kind: InputKind, nowMicros: number): Judge {
  switch (kind) {
    case 'polls': {
      const judge = onceMade(() => pollParser(nowMicros));
      return (cells) => judge()(cells);
    }
    case 'hours':
      return parseHours;
    case 'timezones':
      return parseTimezones;
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

async function readBlocks(
  request: ParseInputs,
  { parseCells, end }: FileHead,
  judge: Judge,
  intake: RowIntake,
): Promise<{ readonly reasons: QuarantineReasons; readonly end: FilePosition }> {
  const reasons: Record<string, number> = {};
  let position = request.resumeFrom ?? end;
  const quarantine = await open(request.quarantinePath, 'w');
  try {
    for await (const whole of readLineBlocks(request.path, position, BLOCK_BYTES)) {
      position = whole.end;
      await freeFrames();
      const block = intake.takePlain(whole);
      if (block.bytes.length === 0 && block.tooLong.length === 0) continue;
      const cells = parseCells(block);
      const judged = judge(cells.frame);
      intake.add(judged.good);
      const bad = [...cells.bad, ...judged.bad.map((row) => ({ ...row, raw: cells.rawLine(row.line) }))];
      for (const row of bad) reasons[row.reason] = (reasons[row.reason] ?? 0) + 1;
      await quarantine.appendFile(toJsonLines(bad));
    }
  } finally {
    await quarantine.close();
  }
  return { reasons, end: position };
}

function toJsonLines(bad: readonly BadLine[]): string {
  return [...bad]
    .sort((a, b) => a.line - b.line)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
