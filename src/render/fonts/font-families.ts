import { DEJAVU_RANGES } from './dejavu-ranges';

/** A typeface in one package, cut by its publisher into parts: files that have some code points each. */
export interface FontFamily {
  readonly name: string;
  /** Finds the package's `unicode.json`; the folder `files` lies beside it. */
  readonly table: () => string;
  /** The code points of each part, where the package does not say. */
  readonly ranges?: Readonly<Record<string, string>>;
  /** The parts to use; the others have what Roboto has. */
  readonly parts: RegExp;
  /** The graphemes that the family prints, of those whose code points its parts have. */
  readonly serves: Pick<RegExp, 'test'>;
  /** What the parts claim to have, and lack. */
  readonly lacks: RegExp | null;
  /** The invisible characters that choose the shape of the one before; null: any invisible character is spelled. */
  readonly shapers: RegExp | null;
  /** Whether the file is a variable font, with all weights; else it has one weight. */
  readonly isVariable: boolean;
  /** The end of the file names. */
  readonly suffix: string;
}

/**
 * The sequences that Unicode recommends, so that no other invisible character passes as a part of one. Made when first
 * asked: it takes 18 ms. In a string: TypeScript refuses the flag v in a literal for ES2022, and Node 20 has it.
 */
const EMOJI = {
  pattern: '^(?:\\p{RGI_Emoji}|\\p{Extended_Pictographic}\\ufe0f?)$',
  made: null as RegExp | null,
  test(grapheme: string): boolean {
    this.made ??= new RegExp(this.pattern, 'v');
    return this.made.test(grapheme);
  },
};
const JOINERS = /[\u200c\u200d]/gu;
const VARIABLE = { isVariable: true, lacks: null, shapers: null, suffix: '-wght-normal.woff2' };
const CJK = {
  ...VARIABLE,
  parts: /^\[\d+\]$/,
  serves:
    /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u3099-\u309c\u30fb\u30fc\u3200-\u33ff\ufe30-\ufe4f\uff00-\uffef]+$/u,
};

export const JAPANESE: FontFamily = {
  ...CJK,
  name: 'Noto Sans JP',
  table: () => require.resolve('@fontsource-variable/noto-sans-jp/unicode.json'),
};

export const KOREAN: FontFamily = {
  ...CJK,
  name: 'Noto Sans KR',
  table: () => require.resolve('@fontsource-variable/noto-sans-kr/unicode.json'),
  lacks: /[\u9699\uf95f\uf9aa]/u,
};

export const CHINESE: FontFamily = {
  ...CJK,
  name: 'Noto Sans SC',
  table: () => require.resolve('@fontsource-variable/noto-sans-sc/unicode.json'),
  lacks: /[\p{Script=Hangul}\u4db6-\u4dbf\u9ff0-\u9fff\uf900-\ufaff]/u,
};

/** A family of one script, and of marks that several scripts share. */
function scriptFont(script: string, table: () => string, more: Partial<FontFamily> = {}): FontFamily {
  return {
    ...VARIABLE,
    name: `Noto Sans ${script}`,
    table,
    parts: new RegExp(`^${script.toLowerCase()}$`),
    serves: new RegExp(`\\p{Script=${script}}`, 'u'),
    shapers: JOINERS,
    ...more,
  };
}

/** In the order in which they are asked; which of the fonts with Chinese characters is first depends on the line. */
export const FONT_FAMILIES: readonly FontFamily[] = [
  scriptFont('Hebrew', () => require.resolve('@fontsource-variable/noto-sans-hebrew/unicode.json'), {
    serves: /\p{Script=Hebrew}|\u20aa/u,
    shapers: null,
  }),
  scriptFont('Arabic', () => require.resolve('@fontsource-variable/noto-sans-arabic/unicode.json'), {
    serves: /^(?:[\u0600-\u08ff\ufb50-\ufefc]|\u200c|\u200d)+$/u,
    lacks: /[\u0897\ufbc3-\ufbd2\ufd90\ufd91\ufdc8-\ufdce]/u,
  }),
  scriptFont('Thai', () => require.resolve('@fontsource-variable/noto-sans-thai/unicode.json'), {
    serves: /[\u0e00-\u0e7f]/u,
    shapers: null,
  }),
  scriptFont('Devanagari', () => require.resolve('@fontsource-variable/noto-sans-devanagari/unicode.json'), {
    serves: /^/,
    lacks: /[\u1cf7\u20a8]/u,
  }),
  scriptFont('Bengali', () => require.resolve('@fontsource-variable/noto-sans-bengali/unicode.json')),
  scriptFont('Gujarati', () => require.resolve('@fontsource-variable/noto-sans-gujarati/unicode.json')),
  scriptFont('Gurmukhi', () => require.resolve('@fontsource-variable/noto-sans-gurmukhi/unicode.json')),
  scriptFont('Kannada', () => require.resolve('@fontsource-variable/noto-sans-kannada/unicode.json'), {
    lacks: /\u0cdc/u,
  }),
  scriptFont('Malayalam', () => require.resolve('@fontsource-variable/noto-sans-malayalam/unicode.json')),
  scriptFont('Sinhala', () => require.resolve('@fontsource-variable/noto-sans-sinhala/unicode.json')),
  scriptFont('Tamil', () => require.resolve('@fontsource-variable/noto-sans-tamil/unicode.json')),
  scriptFont('Telugu', () => require.resolve('@fontsource-variable/noto-sans-telugu/unicode.json'), {
    lacks: /\u0c5c/u,
  }),
  scriptFont('Khmer', () => require.resolve('@fontsource-variable/noto-sans-khmer/unicode.json')),
  scriptFont('Lao', () => require.resolve('@fontsource-variable/noto-sans-lao/unicode.json')),
  scriptFont('Myanmar', () => require.resolve('@fontsource/noto-sans-myanmar/unicode.json'), {
    lacks: /[\u{116d0}-\u{116e3}]/u,
    isVariable: false,
    suffix: '-400-normal.woff2',
  }),
  scriptFont('Ethiopic', () => require.resolve('@fontsource-variable/noto-sans-ethiopic/unicode.json')),
  CHINESE,
  JAPANESE,
  KOREAN,
  {
    ...CJK,
    name: 'Noto Emoji',
    table: () => require.resolve('@fontsource-variable/noto-emoji/unicode.json'),
    serves: EMOJI,
    shapers: /[\u200d\ufe0f\u{e0020}-\u{e007f}]/gu,
  },
  {
    ...VARIABLE,
    name: 'DejaVu Sans',
    table: () => require.resolve('@fontsource/dejavu-sans/unicode.json'),
    ranges: { latin: DEJAVU_RANGES },
    parts: /^latin$/,
    serves: /^/,
    isVariable: false,
    suffix: '-400-normal.woff2',
  },
];
