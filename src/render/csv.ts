import { type ReportTable, type StoreFigures, WINDOWS, type WindowName } from '../contract/report';
import { formatHundredths } from '../domain/numbers/rounding';
import { durationField, flooredCoverage, type Quantity, roundedQuantity } from '../domain/report/store-row';
import { csvCell, inertCsvCell } from '../domain/text/csv-cell';

const ROWS_PER_CHUNK = 1_000;

type TextCell = (text: string) => string;

interface Column {
  readonly name: string;
  readonly cell: (store: StoreFigures, text: TextCell) => string;
}

interface CsvOptions {
  readonly extended: boolean;
  /** Leaves what a spreadsheet would run as a formula. */
  readonly rawCsv?: true | undefined;
}

/** The CSV report of docs/semantics.md, in chunks: a header, then one row a store. */
export function* renderCsv(table: ReportTable, { extended, rawCsv }: CsvOptions): Generator<string> {
  const text = rawCsv ? csvCell : inertCsvCell;
  const columns = extended ? [...COLUMNS, ...EXTENDED_COLUMNS] : COLUMNS;
  yield `${columns.map((column) => column.name).join(',')}\n`;
  for (let first = 0; first < table.stores.length; first += ROWS_PER_CHUNK) {
    let chunk = '';
    for (const store of table.stores.slice(first, first + ROWS_PER_CHUNK)) {
      chunk += `${columns.map((column) => column.cell(store, text)).join(',')}\n`;
    }
    yield chunk;
  }
}

const COLUMNS: readonly Column[] = [
  { name: 'store_id', cell: (store, text) => text(store.storeId) },
  ...WINDOWS.map((window) => durationColumn('up', window)),
  ...WINDOWS.map((window) => durationColumn('down', window)),
];

const EXTENDED_COLUMNS: readonly Column[] = [
  ...WINDOWS.map((window) => durationColumn('unknown', window)),
  ...WINDOWS.map((window) => durationColumn('business', window)),
  { name: 'coverage_last_week', cell: (store) => decimal(flooredCoverage(store)) },
  { name: 'polls_last_week', cell: (store) => String(store.pollsLastWeek) },
  { name: 'timezone', cell: (store, text) => text(store.timezone ?? '') },
  { name: 'hours', cell: (store) => store.states?.hours ?? '' },
  { name: 'zone', cell: (store) => store.states?.timezones ?? '' },
];

function durationColumn(quantity: Quantity, window: WindowName): Column {
  return {
    name: durationField(quantity, window),
    cell: (store) => decimal(roundedQuantity(store, quantity, window)),
  };
}

function decimal(hundredths: number | null): string {
  return hundredths === null ? '' : formatHundredths(hundredths);
}
