import type { StoreFigures } from '../../../contract/report';
import { reportPagePath } from '../../../contract/report-addresses';
import { counted, wholeNumber } from '../../../domain/wording/report-words';
import type { ReportFigures } from '../../results/require-figures';
import { type Html, html } from '../parts/html';
import { tableAddress } from '../parts/store-address';
import type { StoreTableQuery } from '../parts/store-table-query';
import { storesTable } from './stores-table';

export const ROWS_A_PAGE = 50;

export interface StoresShown {
  readonly report: ReportFigures;
  readonly query: StoreTableQuery;
  /** The number of stores in the report. */
  readonly stores: number;
  /** The number of stores that match the search. */
  readonly total: number;
  readonly rows: readonly StoreFigures[];
}

/** The stores of a report, searched, sorted and paged. src/web/report.js changes the table in place. */
export function reportStores(shown: StoresShown): Html {
  const { report, query, rows } = shown;
  const { search, sort, order, hours = '', zone = '' } = query;
  const address = reportPagePath(report.id);
  const filters = Object.entries({ hours, zone }).filter(([, state]) => state !== '');
  const state = new URLSearchParams([['search', search], ...filters, ['sort', sort], ['order', order]]);
  return html`<section class="card" id="stores" aria-labelledby="stores-title" data-address="${address}/stores">
<h2 id="stores-title">The stores</h2>
<form class="inline" id="stores-search" action="${address}#stores" role="search">
<div class="field"><label for="search">Find a store by its id</label>
<input id="search" name="search" type="search" maxlength="200" value="${search}" autocomplete="off" spellcheck="false"></div>
${[...filters, ['sort', sort], ['order', order]].map(([name = '', value = '']) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="button second" type="submit">Find</button>
</form>
<p id="stores-status" role="status">${statusOf(shown)}</p>
<p class="error" id="stores-trouble" role="alert"></p>
<div id="stores-rows" data-query="${state.toString()}">
${hours || zone ? html`<p><a href="${tableAddress(report.id, { ...query, hours: undefined, zone: undefined, page: 1 })}" data-place="all">Show all stores</a></p>` : null}
${rows.length === 0 ? null : storesTable({ reportId: report.id, method: report.method, query, rows })}
${pagerOf(shown)}
</div>
</section>`;
}

function statusOf({ query, stores, total, rows }: StoresShown): string {
  const conditions = [
    ...(query.search === '' ? [] : [`whose id contains “${query.search}”`]),
    ...(query.hours ? [`whose hours are “${query.hours}”`] : []),
    ...(query.zone ? [`whose zone is “${query.zone}”`] : []),
  ];
  const matching = conditions.map((words) => ` ${words}`).join('');
  if (total === 0)
    return query.hours || query.zone
      ? `There is no store${matching}.`
      : `None of ${counted(stores, 'store')} has an id that contains “${query.search}”.`;
  if (rows.length === 0)
    return `There is no page ${wholeNumber(query.page)}: ${counted(total, 'store')}${matching}.`;
  const first = (query.page - 1) * ROWS_A_PAGE + 1;
  const of =
    conditions.length === 0
      ? counted(total, 'store')
      : `${counted(total, 'store')}${matching}, of ${wholeNumber(stores)} in all`;
  return `${wholeNumber(first)} to ${wholeNumber(first + rows.length - 1)} of ${of}.`;
}

function pagerOf({ report, query, total }: StoresShown): Html | null {
  const last = Math.max(1, Math.ceil(total / ROWS_A_PAGE));
  if (last === 1) return null;
  const link = (name: string, page: number, place: string) =>
    page < 1 || page > last
      ? html`<span class="button second off" aria-hidden="true">${name}</span>`
      : html`<a class="button second" href="${tableAddress(report.id, { ...query, page })}" data-place="${place}">${name}</a>`;
  return html`<nav class="pager" aria-label="Pages of the table">
${link('Previous', Math.min(query.page - 1, last), 'previous')}
<span>Page ${wholeNumber(query.page)} of ${wholeNumber(last)}</span>
${link('Next', query.page + 1, 'next')}
</nav>`;
}
