import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FontFamily } from './font-families';

/** One file of a family. */
export interface FontPart {
  /** The name by which a run of text asks for it. */
  readonly fontName: string;
  readonly file: string;
  readonly isVariable: boolean;
  readonly codePoints: ReadonlySet<number>;
}

const readTables = new Map<FontFamily, readonly FontPart[]>();

/** @returns the parts of a family; its table is read when a document first needs it */
export function partsOf(family: FontFamily): readonly FontPart[] {
  const read = readTables.get(family);
  if (read) return read;
  const parts = Object.entries(rangesOf(family))
    .filter(([part]) => family.parts.test(part))
    .map(([part, ranges]) => partOf(family, part, ranges));
  readTables.set(family, parts);
  return parts;
}

function rangesOf({ table, ranges }: FontFamily): Readonly<Record<string, unknown>> {
  if (ranges) return ranges;
  const read: unknown = JSON.parse(readFileSync(table(), 'utf8'));
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

function partOf({ name, table, suffix, isVariable }: FontFamily, part: string, ranges: unknown): FontPart {
  const folder = path.dirname(table());
  const id = part.replace(/[[\]]/g, '');
  return {
    fontName: `${name} ${id}`,
    file: path.join(folder, 'files', `${path.basename(folder)}-${id}${suffix}`),
    isVariable,
    codePoints: codePointsOf(String(ranges)),
  };
}

/** @param ranges for example `U+590-5ff,U+20aa` */
function codePointsOf(ranges: string): Set<number> {
  const codePoints = new Set<number>();
  for (const range of ranges.split(',')) {
    const [first = 0, last = first] = range
      .trim()
      .slice('U+'.length)
      .split('-')
      .map((digits) => Number.parseInt(digits, 16));
    for (let codePoint = first; codePoint <= last; codePoint++) codePoints.add(codePoint);
  }
  return codePoints;
}
