import { isolated } from '../../../src/render/fonts/isolates';
import { visualRuns } from '../../../src/render/fonts/visual-runs';

const textsOf = (line: string) => visualRuns(line).map(({ text }) => text);
const reversed = (text: string) => Array.from(text).reverse().join('');

describe('the runs of a line', () => {
  it('change where the font changes', () => {
    expect(textsOf('Bar 寿司屋-東')).toEqual(['Bar ', '寿', '司', '屋', '-', '東']);
    expect(textsOf('ร้านอาหาร 7')).toEqual(['ร้านอาหาร', ' 7']);
  });

  it('stand from left to right, with the text of each in reading order', () => {
    expect(textsOf(isolated('מסעדה-12'))).toEqual(['12-', 'מסעדה']);
    expect(textsOf(isolated('12-מסעדה'))).toEqual(['מסעדה', '-12']);
    expect(textsOf(isolated('מסעדה-ירושלים'))).toEqual(['ירושלים', '-', 'מסעדה']);
    expect(textsOf(isolated('بيت الأمل'))).toEqual(['الأمل', ' ', 'بيت']);
  });

  it('keep the order of the words around a text that is written from right to left', () => {
    expect(textsOf(`Store ${isolated('12-אב')}, 3 polls`)).toEqual(['Store ', 'אב', '-12, 3 polls']);
    expect(textsOf(`${isolated('אב')}, ${isolated('גד')}`)).toEqual(['אב', ', ', 'גד']);
  });

  it('print a mark alone where no font has it with the character before', () => {
    expect(visualRuns(']\u09be').map(({ font }) => font?.fontName ?? null)).toEqual([
      null,
      'Noto Sans Bengali bengali',
    ]);
  });

  it('turn brackets round', () => {
    expect(textsOf(isolated('תל (אב)'))).toEqual(['(', 'אב', ') ', 'תל'].map((text) => text));
  });

  it('do not turn numbers round', () => {
    for (const digits of ['١٢٣', '۱۲۳', '123']) {
      expect(textsOf(isolated(`مطعم${digits}`)).join('')).toBe(`${digits}مطعم`);
    }
  });

  it('hold all of the text', () => {
    for (const text of ['Łódź', 'x\u0302y', 'भोजनालय-हिन्दी', '👨\u200d👩\u200d👧🍕', 'ქართული']) {
      expect(textsOf(text).join('')).toBe(text);
    }
    expect(reversed(textsOf(isolated('אבג.דה')).map(reversed).join(''))).toBe('אבג.דה');
  });
});
