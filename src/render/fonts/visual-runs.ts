import bidiFactory, { type Bidi } from 'bidi-js';
import { fontFor, printedPieces } from './font-choice';
import type { FontPart } from './font-parts';
import { isIsolate } from './isolates';
import { isRoboto } from './roboto';

/** A piece of a line in one font. */
export interface FontRun {
  readonly text: string;
  /** null: Roboto. */
  readonly font: FontPart | null;
}

interface Grapheme extends FontRun {
  readonly start: number;
  /** Odd: written from right to left. */
  readonly level: number;
  /** Whether fontkit lays it out in the right direction together with its neighbours. */
  readonly joins: boolean;
}

const READS_RIGHT_TO_LEFT = new Set(['R', 'AL']);
let bidi: Bidi | null = null;

/**
 * Cuts a line into runs of one font, in the order in which they stand on paper. The text of a run that is written from
 * right to left is in reading order: fontkit turns it round. It also turns Arabic digits round, which is wrong, so each
 * of these is a run.
 */
export function visualRuns(line: string): FontRun[] {
  const runs: Grapheme[] = [];
  for (const each of inVisualOrder(line)) {
    const last = runs.at(-1);
    if (last && joined(last, each)) {
      const isReversed = each.font !== null && each.level % 2 === 1;
      runs[runs.length - 1] = { ...last, text: isReversed ? each.text + last.text : last.text + each.text };
    } else {
      runs.push(each);
    }
  }
  return runs.map(({ text, font }) => ({ text, font }));
}

function joined(left: Grapheme, right: Grapheme): boolean {
  if (left.font !== right.font) return false;
  return left.font === null || (left.joins && right.joins && left.level === right.level);
}

function inVisualOrder(line: string): Grapheme[] {
  bidi ??= bidiFactory();
  const embedding = bidi.getEmbeddingLevels(line, 'ltr');
  const mirrored = bidi.getMirroredCharactersMap(line, embedding.levels);
  const graphemes = new Map<number, Grapheme>();
  let start = 0;
  for (const written of printedPieces(line)) {
    const text = mirrored.get(start) ?? written;
    const level = embedding.levels[start] ?? 0;
    const font = isRoboto(text) ? null : fontFor(text, line);
    const type = bidi.getBidiCharTypeName(written);
    const joins = level % 2 === 1 ? READS_RIGHT_TO_LEFT.has(type) : type === 'L';
    if (!isIsolate(written)) graphemes.set(start, { start, text, font, level, joins });
    start += written.length;
  }
  return bidi.getReorderedIndices(line, embedding).flatMap((index) => graphemes.get(index) ?? []);
}
