import pl from 'nodejs-polars';
import { integerColumn } from '../columns-io';
import { type NumberedLine, readLineBlocks } from './line-blocks';
import { openText } from './open-text';
import type { ParseInputs } from './parse-file';
import { pollCells } from './parse-polls';
import { readHeader } from './read-header';

const BLOCK_BYTES = 16 * 1024 * 1024;

export interface FindPollLines
  extends Pick<ParseInputs, 'path' | 'nowMicros' | 'dialect' | 'resumeFrom' | 'sheet'> {
  readonly storeId: string;
  readonly atMicros: number;
  /** Copies of unpacked files get this name and an ending. */
  readonly copyPath: string;
}

/** Finds the lines of a file that give a poll of a store at an instant, in the order of the file. */
export async function findPollLines(request: FindPollLines): Promise<readonly NumberedLine[]> {
  const { sheet = null, copyPath, nowMicros, dialect, storeId, atMicros } = request;
  const text = await openText(request.path, sheet, copyPath);
  try {
    const head = await readHeader(text.path);
    const toRows = pollCells(nowMicros, dialect.dateOrder);
    const from = text.isCopy ? head.end : (request.resumeFrom ?? head.end);
    const found: NumberedLine[] = [];
    for await (const block of readLineBlocks(text.path, from, BLOCK_BYTES)) {
      const cells = head.parseCells(block);
      const ofStore = cells.frame.filter(pl.col('c0').eq(pl.lit(storeId)));
      if (ofStore.height === 0) continue;
      const lines = integerColumn(toRows(ofStore).filter(pl.col('at').eq(pl.lit(atMicros))), 'line');
      for (const line of lines) found.push({ line, raw: cells.rawLine(line) });
    }
    return found;
  } finally {
    await text.remove();
  }
}
