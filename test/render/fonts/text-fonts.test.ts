import { setFonts } from '../../../src/render/fonts/text-fonts';

const BOLD = new Set(['title']);
const hebrew = (text: string) => ({ text, font: 'Noto Sans Hebrew hebrew' });

describe('the fonts of a document', () => {
  it('reach every kind of text', () => {
    const content = [
      { text: 'אב' },
      { ul: ['Latin', 'אב'] },
      { columns: [{ text: 'אב\nb', width: 9 }] },
      { stack: [{ table: { body: [['אב', { text: 'x' }]] } }] },
      { text: ['a', 'אב', { text: 'אב', bold: true }] },
    ];
    setFonts(content, BOLD);
    expect(content).toEqual([
      { text: [hebrew('אב')] },
      { ul: ['Latin', { text: [hebrew('אב')] }] },
      { columns: [{ text: [hebrew('אב'), { text: '\n' }, { text: 'b' }], width: 9 }] },
      { stack: [{ table: { body: [[{ text: [hebrew('אב')] }, { text: 'x' }]] } }] },
      { text: ['a', hebrew('אב'), { ...hebrew('אב'), bold: true }] },
    ]);
  });

  it('leave alone what Roboto prints', () => {
    const content = [{ text: 'Łódź Ωμ Київ €' }, { text: '\u2007\u20071.00\n2.00' }];
    const copy = structuredClone(content);
    expect(setFonts(content, BOLD).size).toBe(0);
    expect(content).toEqual(copy);
  });

  it('are bold where the text is', () => {
    const uses = setFonts(
      [
        { text: 'א', bold: true },
        { text: 'ב', style: 'title' },
        { stack: [{ text: 'ג' }], bold: true },
        { text: 'ד', style: 'note' },
      ],
      BOLD,
    );
    const [use] = [...uses.values()];
    expect([...(use?.bold ?? [])].join('')).toBe('אבג');
    expect([...(use?.normal ?? [])].join('')).toBe('ד');
  });
});
