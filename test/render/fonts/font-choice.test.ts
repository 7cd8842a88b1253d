import { openSync } from 'fontkit';
import { fontFor, graphemesOf } from '../../../src/render/fonts/font-choice';
import { FONT_FAMILIES, type FontFamily } from '../../../src/render/fonts/font-families';
import { partsOf } from '../../../src/render/fonts/font-parts';
import { isRoboto } from '../../../src/render/fonts/roboto';

const fontName = (grapheme: string, line = grapheme) => fontFor(grapheme, line)?.fontName ?? null;

describe('the font of a character', () => {
  it.each([
    ['ש', 'Noto Sans Hebrew hebrew'],
    ['ط', 'Noto Sans Arabic arabic'],
    ['ร้', 'Noto Sans Thai thai'],
    ['हि', 'Noto Sans Devanagari devanagari'],
    ['x\u0302', 'DejaVu Sans latin'],
    ['ქ', 'DejaVu Sans latin'],
    ['𝟙', 'DejaVu Sans latin'],
  ])('is for %s %s', (grapheme, font) => {
    expect(graphemesOf(grapheme)).toHaveLength(1);
    expect(fontName(grapheme)).toBe(font);
  });

  it('has the shapes of the language of the line', () => {
    expect(fontName('東', '東京')).toMatch(/^Noto Sans SC \d+$/);
    expect(fontName('東', '東のラーメン')).toMatch(/^Noto Sans JP \d+$/);
    expect(fontName('東', '東 서울')).toMatch(/^Noto Sans KR \d+$/);
  });

  it('is one file for all code points of an emoji', () => {
    for (const emoji of ['🍕', '👨\u200d👩\u200d👧', '🇫🇷', '❤\ufe0f', '1\ufe0f\u20e3']) {
      expect(fontName(emoji)).toMatch(/^Noto Emoji \d$/);
    }
  });

  it('keeps the joiners that change the shape of Arabic and Indic letters', () => {
    expect(fontName('ی\u200c')).toBe('Noto Sans Arabic arabic');
    expect(fontName('क्\u200d')).toBe('Noto Sans Devanagari devanagari');
  });

  it.each([
    ['a control', ['\u0000', '\u001b', '\u0085', '\u2028']],
    ['a bidirectional control', ['\u200e', '\u200f', '\u061c', '\u202a', '\u202e', '\u2066', '\u2069']],
    [
      'invisible',
      ['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\u3164', '\ufe0f', '\ufeff', '\u{e0041}'],
    ],
    ['blank', ['\u1680', '\u2003', '\u2800']],
    ['hidden behind a visible one', ['a\u200d', '餐\ufe00', '🍕\u200d🍕', '🏴\u{e0061}', 'ש\u200c']],
    ['private or no character', ['\ue000', '\ud800', '\uffff', '\u{e1000}']],
  ])('is none where a character is %s', (_, graphemes) => {
    expect(graphemes.filter((grapheme) => fontName(grapheme) !== null)).toEqual([]);
  });

  it.each(FONT_FAMILIES.map((family) => [family.name, family] as const))(
    '%s has what it is chosen for',
    (_, family) => {
      expect(lacking(family)).toEqual([]);
    },
  );
});

/** A line in which the family is asked first. */
const LINES: Readonly<Record<string, string>> = { 'Noto Sans JP': 'の', 'Noto Sans KR': '한' };

/** The characters that a family is chosen for, and lacks. */
function lacking(family: FontFamily): string[] {
  const parts = partsOf(family);
  expect(parts.length).toBeGreaterThan(0);
  return parts.flatMap((part) => {
    const font = openSync(part.file);
    if (!('characterSet' in font)) return [`${part.file} is no font`];
    const has = new Set(font.characterSet);
    const chosenFor = [...part.codePoints].filter((codePoint) => {
      const character = String.fromCodePoint(codePoint);
      return !isRoboto(character) && fontFor(character, LINES[family.name] ?? '') === part;
    });
    return chosenFor
      .filter((codePoint) => !has.has(codePoint))
      .map((codePoint) => `${part.fontName}: U+${codePoint.toString(16)}`);
  });
}
