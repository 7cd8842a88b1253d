import type { Operation } from '../../http/operation';
import { readInput } from '../../http/read-input';
import type { ApiPorts } from '../../ports';
import { reportParamsSchema, requireReport } from '../../reports/require-report';
import { requireFigures } from '../../results/require-figures';
import { REPORT_STYLES, sendPage } from '../parts/page-layout';
import { storeTableQuerySchema } from '../parts/store-table-query';
import { reportStores } from './report-stores';
import { readStores, sendReportPage } from './send-report-page';

/** The page of a report, and the page of its table alone. */
export function reportPageOperations(ports: ApiPorts): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/reports/{id}',
      summary: 'The page of a report',
      responses: {},
      handle: async (req, res) => {
        const { id } = readInput(reportParamsSchema, req.params);
        await sendReportPage(ports, await requireReport(ports, id), req, res);
      },
    },
    {
      method: 'get',
      path: '/reports/{id}/stores',
      summary: "The table of a report's stores",
      responses: {},
      handle: async (req, res) => {
        const { id } = readInput(reportParamsSchema, req.params);
        const query = readInput(storeTableQuerySchema, req.query);
        const table = await readStores(ports, await requireFigures(ports, id), query);
        res.set('Cache-Control', 'no-store');
        const { temporalUiUrl } = ports;
        sendPage(res, { title: 'Stores', main: reportStores(table), temporalUiUrl, styles: REPORT_STYLES });
      },
    },
  ];
}
