import { LoopwatchError } from '../../../src/contract/errors';
import { checkGenerateOptions } from '../../../src/domain/generate/generate-options';
import { requireInstant } from '../../../src/domain/time/instants';

const END_MICROS = requireInstant('2023-01-25T00:00:00Z', 'end');

describe('checkGenerateOptions', () => {
  it('has a fixed end by default', () => {
    expect(checkGenerateOptions({}).span.toMicros).toBe(END_MICROS);
    expect(checkGenerateOptions({ end: '2023-03-13 00:00:00 UTC' }).span.toMicros).toBe(
      requireInstant('2023-03-13T00:00:00Z', 'end'),
    );
  });

  it('accepts numbers, numbers as text, and fractions of a day', () => {
    const expected = {
      stores: 14_092,
      seed: 4_294_967_295,
      span: { fromMicros: END_MICROS - 7.75 * 86_400_000_000, toMicros: END_MICROS },
    };
    expect(checkGenerateOptions({ stores: 14_092, days: 7.75, seed: 4_294_967_295 })).toEqual(expected);
    expect(checkGenerateOptions({ stores: '14092', days: '7.75', seed: '4294967295' })).toEqual(expected);
  });

  it.each([
    [{ stores: '0' }, '--stores'],
    [{ stores: 1_000_001 }, '--stores'],
    [{ stores: '1.5' }, '--stores'],
    [{ stores: '0x10' }, '--stores'],
    [{ stores: '' }, '--stores'],
    [{ stores: Number.NaN }, '--stores'],
    [{ days: '0' }, '--days'],
    [{ days: '-1' }, '--days'],
    [{ days: 367 }, '--days'],
    [{ days: 1e-12 }, '--days'],
    [{ days: Number.POSITIVE_INFINITY }, '--days'],
    [{ seed: -1 }, '--seed'],
    [{ seed: 2 ** 32 }, '--seed'],
    [{ seed: 'abc' }, '--seed'],
    [{ end: 'yesterday' }, '--end'],
    [{ end: '1970-01-02T00:00:00Z', days: 2 }, '--end'],
    [{ end: '2200-01-01T00:00:01Z' }, '--end'],
  ])('refuses %j, naming %s', (options, name) => {
    const check = () => checkGenerateOptions(options);
    expect(check).toThrow(LoopwatchError);
    expect(check).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', remedy: expect.any(String) }));
    expect(check).toThrow(name);
  });
});
