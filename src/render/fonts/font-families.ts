import { DEJAVU_RANGES } from './dejavu-ranges';

/** A typeface in one package, cut by its publisher into parts: files that have some code points each. */
export interface FontFamily {
  readonly name: string;
  /** The package's `unicode.json`; the folder `files` lies beside it. */
  readonly table: string;
  /** The code points of each part, where the package does not say. */
  readonly ranges?: Readonly<Record<string, string>>;
  /** The parts to use; the others have what Roboto has. */
  readonly parts: RegExp;
  /** The texts that the family prints, of those whose code points its parts claim to have. */
  readonly serves: RegExp;
  /** The invisible characters that choose the shape of the one before; null: any invisible character is spelled. */
  readonly shapers: RegExp | null;
  /** Whether the file is a variable font, with all weights; else it has one weight. */
  readonly isVariable: boolean;
  /** The end of the file names. */
  readonly suffix: string;
}

/** In a string: TypeScript refuses the flag v in a literal for ES2022, and Node 20 has it. */
const EMOJI = '^(?:\\p{RGI_Emoji}|\\p{Extended_Pictographic}\\ufe0f?)$';
const NUMBERED = /^\[\d+\]$/;
const CJK =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u3099-\u309c\u30fb\u30fc\u3200-\u33ff\ufe30-\ufe4f\uff00-\uffef]+$/u;
const JOINERS = /[\u200c\u200d]/gu;
const variable = { isVariable: true, shapers: null, suffix: '-wght-normal.woff2' };

export const JAPANESE: FontFamily = {
  ...variable,
  name: 'Noto Sans JP',
  table: require.resolve('@fontsource-variable/noto-sans-jp/unicode.json'),
  parts: NUMBERED,
  serves: CJK,
};

export const KOREAN: FontFamily = {
  ...variable,
  name: 'Noto Sans KR',
  table: require.resolve('@fontsource-variable/noto-sans-kr/unicode.json'),
  parts: NUMBERED,
  // It claims these and lacks them.
  serves: new RegExp(`^(?!.*[\\u9699\\uf95f\\uf9aa])${CJK.source.slice(1)}`, 'u'),
};

export const CHINESE: FontFamily = {
  ...variable,
  name: 'Noto Sans SC',
  table: require.resolve('@fontsource-variable/noto-sans-sc/unicode.json'),
  parts: NUMBERED,
  // It claims these and lacks them.
  serves: new RegExp(
    `^(?!.*[\\p{Script=Hangul}\\u4db6-\\u4dbf\\u9ff0-\\u9fff\\uf900-\\ufaff])${CJK.source.slice(1)}`,
    'u',
  ),
};

/** In the order in which they are asked; who writes Chinese characters is asked first depends on the line. */
export const FONT_FAMILIES: readonly FontFamily[] = [
  {
    ...variable,
    name: 'Noto Sans Hebrew',
    table: require.resolve('@fontsource-variable/noto-sans-hebrew/unicode.json'),
    parts: /^hebrew$/,
    serves: /\p{Script=Hebrew}|\u20aa/u,
  },
  {
    ...variable,
    shapers: JOINERS,
    name: 'Noto Sans Arabic',
    table: require.resolve('@fontsource-variable/noto-sans-arabic/unicode.json'),
    parts: /^arabic$/,
    // It claims these and lacks them.
    serves: /^[^\u0897\ufbc3-\ufbd2\ufd90\ufd91\ufdc8-\ufdce\u2010-\u2e41\u{10000}-\u{1ffff}]+$/u,
  },
  {
    ...variable,
    name: 'Noto Sans Thai',
    table: require.resolve('@fontsource-variable/noto-sans-thai/unicode.json'),
    parts: /^thai$/,
    serves: /[\u0e00-\u0e7f]/u,
  },
  {
    ...variable,
    shapers: JOINERS,
    name: 'Noto Sans Devanagari',
    table: require.resolve('@fontsource-variable/noto-sans-devanagari/unicode.json'),
    parts: /^devanagari$/,
    // It claims these two and lacks them.
    serves: /^[^\u1cf7\u20a8]+$/u,
  },
  CHINESE,
  JAPANESE,
  KOREAN,
  {
    ...variable,
    shapers: /[\u200d\ufe0f\u{e0020}-\u{e007f}]/gu,
    name: 'Noto Emoji',
    table: require.resolve('@fontsource-variable/noto-emoji/unicode.json'),
    parts: NUMBERED,
    // The sequences that Unicode recommends, so that no other invisible character passes as a part of one.
    serves: new RegExp(EMOJI, 'v'),
  },
  {
    name: 'DejaVu Sans',
    table: require.resolve('@fontsource/dejavu-sans/unicode.json'),
    ranges: { latin: DEJAVU_RANGES },
    parts: /^latin$/,
    serves: /^/,
    shapers: null,
    isVariable: false,
    suffix: '-400-normal.woff2',
  },
];
