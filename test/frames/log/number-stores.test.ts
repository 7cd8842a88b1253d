import fc from 'fast-check';
import pl from 'nodejs-polars';
import { numberStores } from '../../../src/frames/log/number-stores';

const IDS = ['', '10', '9', 'B', 'a', 'b', 'é'] as const;

/** The instant of each poll is its index. */
function number(ids: readonly string[], stores: readonly string[]): (readonly [number, number])[] {
  const numbered = numberStores(
    pl.DataFrame([
      pl.Series('store_id', [...ids], pl.Utf8),
      pl.Series(
        'at',
        ids.map((_, place) => place),
        pl.Float64,
      ),
    ]),
    pl.DataFrame([pl.Series('store_id', [...stores], pl.Utf8)]).withRowCount('store'),
  );
  return numbered
    .select('store', 'at')
    .toRecords()
    .map(({ store, at }) => [Number(store), Number(at)]);
}

it('numbers each poll by its store and drops other stores, in any order of stores', () => {
  const runs = fc
    .array(fc.tuple(fc.constantFrom(...IDS), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 12 })
    .map((lengths) => lengths.flatMap(([id, length]) => new Array<string>(length).fill(id)));
  fc.assert(
    fc.property(runs, fc.shuffledSubarray<string>([...IDS]), (ids, stores) => {
      const expected = ids.flatMap((id, place) =>
        stores.includes(id) ? [[stores.indexOf(id), place] as const] : [],
      );
      expect(number(ids, stores)).toEqual(expected);
    }),
    { seed: 5, numRuns: 300 },
  );
});

it('returns no polls for no polls', () => {
  expect(number([], ['a'])).toEqual([]);
});
