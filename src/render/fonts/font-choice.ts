import { CHINESE, FONT_FAMILIES, type FontFamily, JAPANESE, KOREAN } from './font-families';
import { type FontPart, partsOf } from './font-parts';
import { isRoboto } from './roboto';

/** Controls, format characters, unassigned code points, and what has no shape of its own or is blank. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?!\u3000)\p{Zs}/u;
const MOST_REMEMBERED = 50_000;

/** Texts in which each character is a grapheme: the segmenter takes 12 ms to make. */
const SINGLE = /^[\u0020-\u024f\u2010-\u2027]*$/;
let segmenter: Intl.Segmenter | null = null;
const chosen = new Map<string, FontPart | null>();

/** @returns what a reader sees as single characters: a letter with its accents, an emoji of several code points */
export function graphemesOf(text: string): string[] {
  if (SINGLE.test(text)) return Array.from(text);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** @returns the graphemes of a line; one that no font prints whole, such as a mark behind a bracket, in its characters */
export function printedPieces(line: string): string[] {
  return graphemesOf(line).flatMap((grapheme) =>
    isRoboto(grapheme) || fontFor(grapheme, line) ? [grapheme] : Array.from(grapheme),
  );
}

/**
 * @param line decides whose forms Chinese characters have: Japanese beside kana, Korean beside hangul, else Chinese
 * @returns the font beside Roboto that prints a grapheme whole; null if none does
 */
export function fontFor(grapheme: string, line: string): FontPart | null {
  const first = writerOf(line);
  const key = `${first.name} ${grapheme}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const part = choose(grapheme, first);
  if (chosen.size >= MOST_REMEMBERED) chosen.clear();
  chosen.set(key, part);
  return part;
}

function choose(grapheme: string, first: FontFamily): FontPart | null {
  const codePoints = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
  for (const family of [first, ...FONT_FAMILIES]) {
    if (!prints(family, grapheme)) continue;
    const part = partsOf(family).find((one) => codePoints.every((each) => one.codePoints.has(each)));
    if (part) return part;
  }
  return null;
}

function prints({ serves, lacks, shapers }: FontFamily, grapheme: string): boolean {
  if (!serves.test(grapheme) || lacks?.test(grapheme)) return false;
  const [base = '', ...rest] = Array.from(grapheme);
  const others = rest.join('');
  return !INVISIBLE.test(base + (shapers ? others.replace(shapers, '') : others));
}

function writerOf(line: string): FontFamily {
  if (/\p{Script=Hiragana}|\p{Script=Katakana}/u.test(line)) return JAPANESE;
  return /\p{Script=Hangul}/u.test(line) ? KOREAN : CHINESE;
}
