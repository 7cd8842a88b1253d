import { visibleText } from '../../../src/domain/text/visible-text';

it('shows what a reader would not see, and leaves what a reader sees', () => {
  expect(visibleText('a b\u00A0c\u200Bd\uFEFFe\u202Ef\tg\u0000')).toBe(
    'a b[U+00A0]c[U+200B]d[U+FEFF]e[U+202E]f[U+0009]g[U+0000]',
  );
  expect(visibleText('Café מסעדה 寿司 🍕')).toBe('Café מסעדה 寿司 🍕');
});

it('cuts a long text, between characters', () => {
  expect(visibleText('🍕'.repeat(130))).toBe(`${'🍕'.repeat(120)}…`);
});
