import { fontFor, graphemesOf } from '../fonts/font-choice';
import { isIsolate, isolated, withoutIsolates } from '../fonts/isolates';
import { isRoboto } from '../fonts/roboto';

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u30ff\uff00-\uff60]/u;

/** Replaces each character that no font has, and each invisible one, by its code point: `[U+202E]`. */
export function printableText(text: string): string {
  if (isRoboto(text)) return text;
  const printable = graphemesOf(text)
    .map((grapheme) => printableGrapheme(grapheme, text))
    .join('');
  // A mark behind a code point's bracket is no longer a grapheme of its own: it is looked at again.
  return printable === text ? isolated(text) : printableText(printable);
}

function printableGrapheme(grapheme: string, text: string): string {
  if (isRoboto(grapheme)) return grapheme;
  // Roboto has most letters with their accents, but not the accents.
  const composed = grapheme.normalize('NFC');
  if (isRoboto(composed)) return composed;
  if (fontFor(grapheme, text)) return grapheme;
  return Array.from(grapheme, (character) =>
    isRoboto(character) || fontFor(character, text) ? character : `[U+${codePoint(character)}]`,
  ).join('');
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** An upper estimate of a text's width in points, for tables that lay out their own lines. */
export function estimatedWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}

function emsOf(character: string): number {
  if (/[-.,:;'|!()[\] ijlI/]/.test(character)) return 0.36;
  if (/[0-9a-fghk-lnopqrstuvxyz_+]/.test(character)) return 0.58;
  if (/[mwMW@%]/.test(character)) return 0.92;
  if (isRoboto(character)) return 0.74;
  if (isIsolate(character) || /[\p{Mn}\u200c\u200d]/u.test(character)) return 0;
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character)) return 1.3;
  return WIDE.test(character) ? 1 : 0.8;
}

/**
 * Breaks a text that is written from right to left into lines: each is put in order by itself. pdfmake, which knows one
 * direction only, would begin with the end of the text.
 */
export function brokenText(text: string, width: number, fontSize: number): string {
  return withoutIsolates(text) === text ? text : linesOf(text, width, fontSize).join('\n');
}

/** Cuts a text into lines of at most `width` points by the estimate; no text is lost. */
export function linesOf(text: string, width: number, fontSize: number): string[] {
  const plain = withoutIsolates(text);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of isRoboto(plain) ? plain : graphemesOf(plain)) {
    const wide = estimatedWidth(character, fontSize);
    if (line && used + wide > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += character;
    used += wide;
  }
  return [...lines, line].map((one) => (plain === text ? one : isolated(one)));
}
