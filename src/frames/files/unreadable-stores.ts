import pl from 'nodejs-polars';
import type { Cells } from './csv-cells';
import { ID_IS_READABLE, type JudgedRow } from './judge-rows';
import type { BadLine } from './repair-lines';

/** Whose rows could not be read. */
export interface UnreadableRows {
  readonly storeIds: readonly string[];
  /** Rows of which no id can be read, but other cells hold something. Footers and comments hold nothing there. */
  readonly rowsOfUnknownStores: number;
}

/** Finds the stores of quarantined rows. */
export function findUnreadableStores(cells: Cells, judged: readonly JudgedRow[]): UnreadableRows {
  const [rows, lines] = [ofJudged(cells, judged), ofBadLines(cells)];
  return {
    storeIds: [...rows.storeIds, ...lines.storeIds],
    rowsOfUnknownStores: rows.rowsOfUnknownStores + lines.rowsOfUnknownStores,
  };
}

function ofJudged({ frame, idIsFirst }: Cells, judged: readonly JudgedRow[]): UnreadableRows {
  if (judged.length === 0) return { storeIds: [], rowsOfUnknownStores: 0 };
  const others = frame.columns.filter((name) => /^c[1-9]\d*$/.test(name));
  const holdsMore = others
    .map((name) => pl.col(name).neq(pl.lit('')))
    .reduce((left, right) => left.or(right), pl.lit(false));
  // A surplus field before the id has moved it to another column.
  const isMoved = idIsFirst ? pl.lit(false) : pl.col('extra');
  const lines = pl.DataFrame([
    pl.Series(
      'line',
      judged.map(({ line }) => line),
      pl.Float64,
    ),
  ]);
  const rows = frame
    .join(lines, { on: 'line', how: 'semi' })
    .rename({ c0: 'store_id' })
    .withColumns(ID_IS_READABLE.and(isMoved.not()).alias('readable'), holdsMore.alias('more'));
  return {
    storeIds: rows.filter(pl.col('readable')).getColumn('store_id').unique().toArray().map(String),
    rowsOfUnknownStores: rows.filter(pl.col('readable').not().and(pl.col('more'))).height,
  };
}

/** Of lines that are no CSV: the id is read only where nothing can be mistaken for it. */
function ofBadLines({ bad, cellsOfLine }: Cells): UnreadableRows {
  const lines = bad.map(({ raw }: BadLine) => cellsOfLine(raw));
  return {
    storeIds: lines.flatMap(({ storeId }) => storeId ?? []),
    rowsOfUnknownStores: lines.filter(({ storeId, holdsMore }) => storeId === null && holdsMore).length,
  };
}
