import { findHeader, roughHeaderNames } from '../../../src/domain/log/find-header';

describe('findHeader', () => {
  it.each([
    ['the first line', ['store_id,status', 'x'], { line: 0, text: 'store_id,status', separator: null }],
    ['after a byte-order mark', ['\uFEFFa,b\r'], { line: 0, text: 'a,b', separator: null }],
    ['after blank lines', ['', ' \r', ',,,', '"",""', 'a,b'], { line: 4, text: 'a,b', separator: null }],
    ['after sep=;', ['sep=;\r', 'a;b'], { line: 1, text: 'a;b', separator: ';' }],
    ['after "sep=,"', ['\uFEFF"sep=,"', 'a,b'], { line: 1, text: 'a,b', separator: ',' }],
    [
      'after SEP=\\t and a blank line',
      ['', 'SEP=\t', '', 'a\tb'],
      { line: 3, text: 'a\tb', separator: '\t' },
    ],
    ['a second sep= is no separator', ['sep=;', 'sep=,'], { line: 1, text: 'sep=,', separator: ';' }],
  ])('%s', (_name, lines, found) => {
    expect(findHeader(lines)).toEqual(found);
  });

  it('finds none where all lines are blank', () => {
    expect(findHeader([])).toBeNull();
    expect(findHeader(['\uFEFF', '', 'sep=;', ';;'])).toBeNull();
  });
});

describe('roughHeaderNames', () => {
  it('splits by the separator that the file sets, or by any', () => {
    expect(roughHeaderNames('sep=|\na|b,c\n1|2\n')).toEqual(['a', 'b,c']);
    expect(roughHeaderNames('\n"a";"b"\n1;2\n')).toEqual(['a', 'b']);
    expect(roughHeaderNames('')).toEqual([]);
  });
});
