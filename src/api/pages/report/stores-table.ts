import { METHOD_FACTS, type Method } from '../../../contract/methods';
import type { StoreFigures, WindowFigures } from '../../../contract/report';
import { flooredRatio } from '../../../domain/numbers/rounding';
import type { StoreSort } from '../../../domain/report/store-selection';
import { percentWords, wholeNumber } from '../../../domain/wording/report-words';
import { pageSkin } from '../../../pictures/page-skin';
import { shareBar } from '../../../pictures/share-bar';
import { hours, uptimeWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';
import { ornament } from '../parts/picture';
import { storeAddress, tableAddress } from '../parts/store-address';
import type { StoreTableQuery } from '../parts/store-table-query';

const BAR = { width: 84, height: 10 };

interface Column {
  readonly name: string;
  readonly sort: StoreSort;
  /** The order of the first click: the rows that people look for come first. */
  readonly first: StoreTableQuery['order'];
  readonly cell: (store: StoreFigures) => string;
}

const NUMBERS: readonly Column[] = [
  { name: 'Hour', sort: 'uptime_percent_hour', first: 'asc', cell: ({ hour }) => uptimeWords(hour) },
  { name: 'Day', sort: 'uptime_percent_day', first: 'asc', cell: ({ day }) => uptimeWords(day) },
  { name: 'Week', sort: 'uptime_percent_week', first: 'asc', cell: ({ week }) => uptimeWords(week) },
  { name: 'Up, h', sort: 'up_week', first: 'desc', cell: ({ week }) => hours(week?.upMicros) },
  { name: 'Down, h', sort: 'down_week', first: 'desc', cell: ({ week }) => hours(week?.downMicros) },
  {
    name: 'Unknown, h',
    sort: 'unknown_week',
    first: 'desc',
    cell: ({ week }) => hours(week?.unknownMicros),
  },
  { name: 'Open, h', sort: 'business_week', first: 'desc', cell: ({ week }) => hours(week?.businessMicros) },
  { name: 'Known', sort: 'coverage', first: 'asc', cell: knownWords },
  { name: 'Polls', sort: 'polls', first: 'asc', cell: ({ pollsLastWeek }) => wholeNumber(pollsLastWeek) },
];
/** Only methods that know unknown time have these. */
const OF_UNKNOWN: readonly StoreSort[] = ['unknown_week', 'coverage'];

interface TableInput {
  readonly reportId: string;
  readonly method: Method;
  readonly query: StoreTableQuery;
  readonly rows: readonly StoreFigures[];
}

/** One row per store. Links sort the columns. */
export function storesTable(input: TableInput): Html {
  const columns = NUMBERS.filter(
    ({ sort }) => METHOD_FACTS[input.method].knowsUnknown || !OF_UNKNOWN.includes(sort),
  );
  return html`<div class="sideways" tabindex="0" role="group" aria-label="The stores, as a table"><table class="stores">
<thead><tr>${headCell(input, { name: 'Store', sort: 'store_id', first: 'asc' }, '')}<th scope="col">Timezone</th>
${columns.map((column) => headCell(input, column, 'number'))}<th scope="col">The week</th></tr></thead>
<tbody>${input.rows.map((store) => rowOf(input.reportId, store, columns))}</tbody>
</table></div>`;
}

function headCell(
  { reportId, query }: TableInput,
  { name, sort, first }: Omit<Column, 'cell'>,
  className: string,
): Html {
  const isSorted = query.sort === sort;
  const opposite = query.order === 'asc' ? 'desc' : 'asc';
  const href = tableAddress(reportId, { ...query, sort, order: isSorted ? opposite : first, page: 1 });
  const words = query.order === 'asc' ? 'ascending' : 'descending';
  return html`<th scope="col" class="${className}"${isSorted ? html` aria-sort="${words}"` : null}><a href="${href}" data-place="${sort}">${name}</a></th>`;
}

function rowOf(reportId: string, store: StoreFigures, columns: readonly Column[]): Html {
  return html`<tr><th scope="row"><a href="${storeAddress(reportId, store.storeId)}"><bdi>${store.storeId}</bdi></a></th><td>${store.timezone ?? 'cannot be read'}</td>
${columns.map(({ cell }) => html`<td class="number">${cell(store)}</td>`)}<td class="bar-cell">${store.week && barOf(store.week)}</td></tr>`;
}

function barOf({ upMicros, downMicros, unknownMicros }: WindowFigures): Html {
  return ornament(shareBar({ up: upMicros, down: downMicros, unknown: unknownMicros }, BAR, pageSkin));
}

function knownWords({ week }: StoreFigures): string {
  if (week === null || week.unknownMicros === null) return '–';
  return percentWords(flooredRatio(week.businessMicros - week.unknownMicros, week.businessMicros, 1_000));
}
