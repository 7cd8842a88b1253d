/** The characters of Roboto as pdfmake ships it; any other prints as an empty box. */
const NOT_PRINTABLE =
  /[^\u0020-\u007e\u00a0-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u1ea0-\u1ef9\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2212]/gu;

/** Replaces each character that the font lacks by its code point, `[U+9910]`. */
export function printableText(text: string): string {
  return text.replace(NOT_PRINTABLE, (character) => `[U+${codePoint(character)}]`);
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
  return 0.74;
}

/** Cuts a text into lines of at most `width` points by the estimate; no text is lost. */
export function linesOf(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of text) {
    const wide = estimatedWidth(character, fontSize);
    if (line && used + wide > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += character;
    used += wide;
  }
  return [...lines, line];
}
