import { open } from 'node:fs/promises';
import type { QuarantineReasons } from '../../contract/inputs';
import { freeMemory } from '../free-memory';
import type { Judge } from './judge-rows';
import { type FilePosition, readLineBlocks } from './line-blocks';
import type { FileHead } from './read-header';
import type { BadLine } from './repair-lines';
import type { RowIntake } from './row-intake';
import { findUnreadableStores } from './unreadable-stores';

const BLOCK_BYTES = 16 * 1024 * 1024;

export interface RowSource {
  readonly path: string;
  /** Start after these bytes and lines; null: after the header. */
  readonly resumeFrom: FilePosition | null;
  readonly readsOpenLine: boolean;
  readonly quarantinePath: string;
}

export interface ReadRows {
  readonly reasons: QuarantineReasons;
  readonly end: FilePosition;
  /** Whether the last line has no newline, and so was not read. */
  readonly hasOpenLine: boolean;
}

/** Reads a file block by block: good rows go to the intake, bad ones to the quarantine file as JSON lines. */
export async function readRows(
  { path, resumeFrom, readsOpenLine, quarantinePath }: RowSource,
  { parseCells, end }: FileHead,
  judge: Judge,
  intake: RowIntake,
): Promise<ReadRows> {
  const reasons: Record<string, number> = {};
  let position = resumeFrom ?? end;
  let hasOpenLine = false;
  const quarantine = await open(quarantinePath, 'w');
  try {
    for await (const whole of readLineBlocks(path, position, BLOCK_BYTES)) {
      position = whole.end;
      if (whole.isOpenLine && !readsOpenLine) {
        hasOpenLine = true;
        break;
      }
      await freeMemory();
      const block = intake.takePlain(whole);
      if (block.bytes.length === 0 && block.tooLong.length === 0) continue;
      const cells = parseCells(block);
      const judged = judge(cells.frame);
      intake.add(judged.good);
      intake.addUnreadable(() => findUnreadableStores(cells, judged.bad));
      const bad = [...cells.bad, ...judged.bad.map((row) => ({ ...row, raw: cells.rawLine(row.line) }))];
      for (const row of bad) reasons[row.reason] = (reasons[row.reason] ?? 0) + 1;
      await quarantine.appendFile(toJsonLines(bad));
    }
  } finally {
    await quarantine.close();
  }
  return { reasons, end: position, hasOpenLine };
}

function toJsonLines(bad: readonly BadLine[]): string {
  return [...bad]
    .sort((a, b) => a.line - b.line)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
