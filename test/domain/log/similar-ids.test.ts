import { findSimilarIds, looseId } from '../../../src/domain/log/similar-ids';

describe('ids that differ only in spelling', () => {
  it.each([
    ['A-17b', 'a17B'],
    ['0042', '42'],
    ["'8419537941", '8419537941'],
    ['="007"', '007'],
    ['8,419,537,941', '8419537941'],
    ['12 3', '123'],
    ['{b7}', 'B7'],
    ['b\u200B2', 'b2'],
    ['\uFF11\uFF12', '12'],
    ['3F2504E0-4F89', '3f2504e04f89'],
  ])('%j reads as %j', (left, right) => expect(looseId(left)).toBe(looseId(right)));

  it.each([
    ['42', '420'],
    ['a1', 'b1'],
    ['0', ''],
    ['é', 'e'],
  ])('%j and %j are different', (left, right) => expect(looseId(left)).not.toBe(looseId(right)));

  it('are counted, with an example', () => {
    expect(findSimilarIds(["'1", '="2"', '9'], ['1', '2', '3'])).toEqual({
      count: 2,
      example: { id: "'1", other: '1' },
    });
  });

  it('are not the same ids', () => {
    expect(findSimilarIds(['1'], ['1'])).toEqual({ count: 0, example: null });
    expect(findSimilarIds([], ['1'])).toEqual({ count: 0, example: null });
  });
});
