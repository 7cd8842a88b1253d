import { reportPagePath } from '../../../contract/report-addresses';
import type { StoreTableQuery } from './store-table-query';

/** The page of one store of a report. */
export function storeAddress(reportId: string, storeId: string): string {
  return `${reportPagePath(reportId)}/stores/${encodeURIComponent(storeId)}`;
}

/** The report's page with its table searched, sorted and paged like this. Defaults are left out. */
export function tableAddress(reportId: string, table: StoreTableQuery): string {
  const { search, hours = '', zone = '', sort, order, page } = table;
  const query = new URLSearchParams([
    ...Object.entries({ search, hours, zone }).filter(([, value]) => value !== ''),
    ['sort', sort],
    ['order', order],
    ...(page === 1 ? [] : [['page', String(page)]]),
  ]);
  return `${reportPagePath(reportId)}?${query}#stores`;
}
