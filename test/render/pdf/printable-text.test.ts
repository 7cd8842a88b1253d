import fc from 'fast-check';
import { isolated } from '../../../src/render/fonts/isolates';
import { isRoboto } from '../../../src/render/fonts/roboto';
import { visualRuns } from '../../../src/render/fonts/visual-runs';
import { brokenText, estimatedWidth, linesOf, printableText } from '../../../src/render/pdf/printable-text';

describe('printableText', () => {
  it.each([
    'Łódź Ωμ Київ €',
    '寿司屋-東京',
    'ร้านอาหาร',
    'भोजनालय',
    '서울식당',
    '🍕pizza',
    '１２３',
    'ﬁsh',
    'x\u0302',
  ])('keeps %s', (text) => {
    expect(printableText(text)).toBe(text);
  });

  it('writes what has no shape, or no font, as code points', () => {
    expect(printableText('a\tb\u202Egnp')).toBe('a[U+0009]b[U+202E]gnp');
    expect(printableText('a\u200Db🍕\u200D🍕')).toBe('a[U+200D]b🍕[U+200D]🍕');
    expect(printableText('\u1b13')).toBe('[U+1B13]');
    expect(printableText('\u2068ab\u2069')).toBe('[U+2068]ab[U+2069]');
  });

  it('prints a letter and its accent as the one character that Roboto has', () => {
    expect(printableText('cafe\u0301')).toBe('café');
  });

  it('marks a text that is written from right to left', () => {
    expect(printableText('מסעדה-12')).toBe('\u2068מסעדה-12\u2069');
  });

  it('leaves nothing that no font prints', () => {
    const joining = [
      '\u0000',
      '\n',
      ' ',
      '(',
      'a',
      '\u0301',
      '\u200c',
      '\u200d',
      '\u202e',
      '\ufe0f',
      '\u{e0061}',
    ];
    const letters = [
      'ם',
      'ط',
      '٣',
      '1',
      '-',
      'ক',
      '\u09be',
      'ส',
      '้',
      'の',
      '한',
      '👩',
      '\u{1f3fb}',
      '🇫',
      '🇷',
    ];
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(...joining, ...letters), maxLength: 14 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const runs = visualRuns(printableText(text));
        expect(runs.filter((run) => run.font === null && !isRoboto(run.text))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('linesOf', () => {
  it('loses nothing of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 300 }),
        (text, width) => {
          expect(linesOf(text, width, 7).join('')).toBe(text);
        },
      ),
    );
  });

  it('breaks a line when the width is used up', () => {
    expect(linesOf('0'.repeat(64), 160, 7)).toEqual(['0'.repeat(39), '0'.repeat(25)]);
  });

  it('keeps a letter with its marks, and an emoji of several code points, on one line', () => {
    expect(linesOf('กิ้กิ้', 7, 7)).toEqual(['กิ้', 'กิ้']);
    expect(linesOf('👨\u200d👩\u200d👧', 1, 7)).toHaveLength(1);
  });

  it('marks each line of a text that is written from right to left', () => {
    expect(linesOf(isolated('אבגד'), 12, 7)).toEqual([isolated('אב'), isolated('גד')]);
  });
});

describe('brokenText', () => {
  it('breaks a text that is written from right to left, in reading order, and no other', () => {
    expect(brokenText(isolated('אבגד'), 12, 7)).toBe(`${isolated('אב')}\n${isolated('גד')}`);
    expect(brokenText('餐'.repeat(9), 12, 7)).toBe('餐'.repeat(9));
  });
});

describe('estimatedWidth', () => {
  it('is a whole em for Chinese, Japanese and Korean, and nothing for marks', () => {
    expect(estimatedWidth('餐の식', 10)).toBe(30);
    expect(estimatedWidth('\u2068\u0302\u2069', 10)).toBe(0);
  });
});
