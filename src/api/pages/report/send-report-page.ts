import type { Request, Response } from 'express';
import { readHeat, readQuality } from '../../../storage/blobs/report-blobs';
import { readInput } from '../../http/read-input';
import type { ApiPorts } from '../../ports';
import { toReportBody } from '../../reports/report-body';
import type { ReportStatus } from '../../reports/report-status';
import type { ExplainedStore } from '../../results/explain-report-store';
import { explainOne } from '../../results/explain-report-store';
import type { ReportFigures } from '../../results/require-figures';
import { REPORT_STYLES, sendPage } from '../parts/page-layout';
import { type StoreTableQuery, storeTableQuerySchema } from '../parts/store-table-query';
import { completedPage } from './completed-page';
import { reportStatusPage } from './report-status-page';
import { ROWS_A_PAGE, type StoresShown } from './report-stores';
import { watchPage } from './watch-page';

const RELOAD_SECONDS = 2;
/** A report with at most this many stores shows the week of each. */
const MAX_DRAWN = 4;

/** Sends the page of a report in any state. */
export async function sendReportPage(
  ports: ApiPorts,
  status: ReportStatus,
  req: Request,
  res: Response,
): Promise<void> {
  const { temporalUiUrl } = ports;
  const body = toReportBody(status, ports);
  const title = `${body.state} report`;
  res.set('Cache-Control', 'no-store');
  if (body.state === 'Running') {
    const live = { script: 'watch.js', reloadSeconds: RELOAD_SECONDS };
    return sendPage(res, { title, main: watchPage(body), temporalUiUrl, ...live });
  }
  const { id, pins } = status;
  if (body.state !== 'Completed' || !pins || !(await ports.reading.hasFigures(id))) {
    return sendPage(res, { title, main: reportStatusPage(body), temporalUiUrl });
  }
  const report = { id, pins, method: pins.method };
  const query = readInput(storeTableQuerySchema, req.query);
  const [summary, table, heat, quality] = await Promise.all([
    ports.reading.summary(report),
    readStores(ports, report, query),
    readHeat(ports.blobs, id),
    readQuality(ports.blobs, id),
  ]);
  const drawn = await readDrawn(ports, table);
  const main = completedPage({ body, summary, table, heat, quality, drawn });
  sendPage(res, { title, main, temporalUiUrl, script: 'report.js', styles: REPORT_STYLES });
}

/** Reads one page of the table. */
export async function readStores(
  { reading }: ApiPorts,
  report: ReportFigures,
  query: StoreTableQuery,
): Promise<StoresShown> {
  const { page, hours = null, zone = null, ...asked } = query;
  const states = { hours, timezones: zone };
  const selection = { ...asked, states, offset: (page - 1) * ROWS_A_PAGE, limit: ROWS_A_PAGE };
  return { report, query, ...(await reading.storePage(report, selection)) };
}

async function readDrawn(
  ports: ApiPorts,
  { report, stores, rows }: StoresShown,
): Promise<readonly ExplainedStore[]> {
  if (stores > MAX_DRAWN || rows.length < stores) return [];
  return Promise.all(rows.map((row) => explainOne(ports, report, row.storeId)));
}
