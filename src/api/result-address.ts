import type { StoreTableQuery } from './store-table-query';

/** Addresses of pages of a report's results. */
export function resultAddress(reportId: string): string {
  return `/reports/${reportId}`;
}

export function storeAddress(reportId: string, storeId: string): string {
  return `${resultAddress(reportId)}/stores/${encodeURIComponent(storeId)}`;
}

/** The report's page with its table so; what is as usual is left out. */
export function tableAddress(reportId: string, { search, sort, order, page }: StoreTableQuery): string {
  const query = new URLSearchParams([
    ...(search === '' ? [] : [['search', search]]),
    ['sort', sort],
    ['order', order],
    ...(page === 1 ? [] : [['page', String(page)]]),
  ]);
  return `${resultAddress(reportId)}?${query}#stores`;
}
