import fc from 'fast-check';
import { linesOf, printableText } from '../../../src/render/pdf/printable-text';

describe('printableText', () => {
  it('keeps the characters that Roboto has and writes the others as code points', () => {
    expect(printableText('Łódź Ωμ Київ €')).toBe('Łódź Ωμ Київ €');
    expect(printableText('a\tb🍜')).toBe('a[U+0009]b[U+1F35C]');
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
});
