import type { Operation } from '../../http/operation';
import { readInput } from '../../http/read-input';
import type { ApiPorts } from '../../ports';
import { explainOne, storeOfReportSchema } from '../../results/explain-report-store';
import { requireFigures } from '../../results/report-figures';
import { sendPage } from '../parts/page-layout';
import { storePage } from './store-page';

/** The page of one store of a report. */
export function store(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/reports/{id}/stores/{store_id}',
    summary: 'The page of one store of a report',
    responses: {},
    handle: async (req, res) => {
      const { id, store_id: storeId } = readInput(storeOfReportSchema, req.params);
      const explained = await explainOne(ports, await requireFigures(ports, id), storeId);
      res.set('Cache-Control', 'no-store');
      const { temporalUiUrl } = ports;
      sendPage(res, {
        title: `Store ${storeId}`,
        main: storePage(id, explained),
        temporalUiUrl,
        styles: ['report'],
      });
    },
  };
}
