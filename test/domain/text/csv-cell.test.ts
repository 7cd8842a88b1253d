import { csvCell, inertCsvCell } from '../../../src/domain/text/csv-cell';

describe('a cell of a CSV file', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', '=1+1'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\t=1', '"\'\t=1"'],
    ['a;=1', '"a;=1"'],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ['1=1', '1=1'],
    ['', ''],
  ])('is never a formula: %j becomes %j', (text, cell) => {
    expect(inertCsvCell(text)).toBe(cell);
  });
});
