import { openFigures, readFigures } from '../../../src/frames/report/figures-file';
import { writeFigures } from '../../support/figures-file';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();

it('open figures return the rows of any range', () => {
  const file = writeFigures(root, 5);
  const [rows, all] = [openFigures(file), readFigures(file)];
  expect(rows).toHaveLength(5);
  expect(all.map(({ storeId, pollsLastWeek }) => [storeId, pollsLastWeek])).toEqual(
    [0, 1, 2, 3, 4].map((row) => [String(1_000 + row), row]),
  );
  expect(all[3]?.day).toEqual({
    upMicros: 1e9 + 3,
    downMicros: 1e9 + 6,
    unknownMicros: 1e9 + 9,
    businessMicros: 1e9 + 12,
  });
  expect(rows.slice(1, 3)).toEqual(all.slice(1, 3));
  expect(rows.slice(3, 99)).toEqual(all.slice(3));
  expect(rows.slice(5, 99)).toEqual([]);
});
