import type { Request, Response } from 'express';
import { z } from 'zod';
import { reportPagePath } from '../../../contract/report-addresses';
import type { ChangeSelection } from '../../../domain/report/compare-stores';
import { askerOf } from '../../http/asker';
import type { Operation } from '../../http/operation';
import { readInput } from '../../http/read-input';
import type { ApiPorts } from '../../ports';
import { startPreviousWeek } from '../../reports/previous-week';
import { reportIdSchema } from '../../reports/report-body';
import { reportParamsSchema, requireReport } from '../../reports/require-report';
import { requireFigures } from '../../results/require-figures';
import { requireComparable } from '../../results/show-comparison';
import { html } from '../parts/html';
import { REPORT_STYLES, sendPage } from '../parts/page-layout';
import { comparePage } from './compare-page';

const paramsSchema = z.object({ id: reportIdSchema, other_id: reportIdSchema });
const STORES_SHOWN = 20;
const RELOAD_SECONDS = 2;

/** The page that compares two reports, and the button that leads there. */
export function compareOperations(ports: ApiPorts): readonly Operation[] {
  return [
    {
      method: 'post',
      startsReport: true,
      path: '/reports/{id}/previous-week',
      summary: 'Starts the report of the week before, and leads to the comparison',
      responses: {},
      handle: async (req, res) => {
        const { id } = readInput(reportParamsSchema, req.params);
        const previous = await startPreviousWeek(ports, id, askerOf(req));
        res.redirect(303, `${reportPagePath(id)}/compare/${previous.id}`);
      },
    },
    {
      method: 'get',
      path: '/reports/{id}/compare/{other_id}',
      summary: 'The page that compares two reports',
      responses: {},
      handle: (req, res) => showComparison(ports, req, res),
    },
  ];
}

async function showComparison(ports: ApiPorts, req: Request, res: Response): Promise<void> {
  const { id, other_id: otherId } = readInput(paramsSchema, req.params);
  const { temporalUiUrl } = ports;
  res.set('Cache-Control', 'no-store');
  const { state } = await requireReport(ports, otherId);
  if (state === 'Running') {
    res.set('Refresh', String(RELOAD_SECONDS));
    return sendPage(res, { title: 'Making the other report', main: waiting(id, otherId), temporalUiUrl });
  }
  const report = await requireFigures(ports, id);
  const other = await requireFigures(ports, otherId);
  requireComparable(report.pins, other.pins);
  const first = { search: '', sort: 'change', offset: 0, limit: STORES_SHOWN } as const;
  const compared = (order: ChangeSelection['order']) =>
    ports.reading.compare(report, other, { ...first, order });
  const [lost, gained] = await Promise.all([compared('asc'), compared('desc')]);
  const main = comparePage({ report, other, lost, gained: gained.rows });
  sendPage(res, { title: 'Comparison', main, temporalUiUrl, styles: REPORT_STYLES });
}

function waiting(id: string, otherId: string) {
  return html`<section class="card narrow">
<h1>The report of the week before is being made</h1>
<p role="status">This page reloads every two seconds. It shows both weeks once the report is done.</p>
<p class="actions"><a href="${reportPagePath(otherId)}">Watch its progress</a><a href="${reportPagePath(id)}">Back to the report</a></p>
</section>`;
}
