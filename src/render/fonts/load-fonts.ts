import { readFile } from 'node:fs/promises';
import type { FontPart } from './font-parts';
import type { FontUses } from './text-fonts';

/** As bold as Roboto Medium. */
const WEIGHTS = { normal: 400, bold: 500 } as const;
/** Roboto's, as shares of the size. Lines of all fonts are equally high: numbers stand beside their store. */
const LINE = { ascent: 1900 / 2048, descent: -500 / 2048 };

/** What fontkit adds to a text: the first half of some Khmer vowels, and the circle below a mark without a letter. */
const ADDED = '\u17c1\u25cc';

/** A font file by the name that the PDF's layout asks for. */
export interface LoadedFonts {
  readonly families: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Cuts from each font what a document uses of it, as a static TrueType font: pdfmake reads no variable WOFF2. */
export async function loadFonts(uses: FontUses): Promise<LoadedFonts> {
  const files = new Map<string, Buffer>();
  const families: Record<string, { normal: string; bold: string }> = {};
  for (const [part, use] of uses) {
    families[part.fontName] = { normal: `${part.fontName} normal`, bold: `${part.fontName} bold` };
    for (const style of ['normal', 'bold'] as const) {
      if (use[style].size === 0) continue;
      files.set(`${part.fontName} ${style}`, await cut(part, use[style], WEIGHTS[style]));
    }
  }
  return { families, files };
}

async function cut({ file, isVariable }: FontPart, used: ReadonlySet<string>, wght: number): Promise<Buffer> {
  // Loaded only for a document that needs it: it compiles WebAssembly.
  const { default: subsetFont } = await import('subset-font');
  const text = [...used].join('');
  const font = await subsetFont(await readFile(file), text + text.normalize('NFD') + ADDED, {
    targetFormat: 'truetype',
    ...(isVariable ? { variationAxes: { wght } } : {}),
  });
  return withLineOfRoboto(font);
}

/** @throws if the bytes are no TrueType font */
function withLineOfRoboto(font: Buffer): Buffer {
  const unitsPerEm = font.readUInt16BE(tableOf(font, 'head') + 18);
  const horizontal = tableOf(font, 'hhea');
  font.writeInt16BE(Math.round(LINE.ascent * unitsPerEm), horizontal + 4);
  font.writeInt16BE(Math.round(LINE.descent * unitsPerEm), horizontal + 6);
  font.writeInt16BE(0, horizontal + 8);
  return font;
}

function tableOf(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + 16 * tables; entry += 16) {
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`The font has no table ${tag}. Install the packages again: npm ci.`);
}
