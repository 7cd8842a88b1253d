import { reportRequestSchema, toReportOptions } from '../../domain/report/report-request';
import { askerOf } from '../http/asker';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { noteReport } from '../http/report-in-log';
import { wantsHtml } from '../http/wants-html';
import { sendPage } from '../pages/parts/page-layout';
import { startedPage } from '../pages/report/report-status-page';
import type { ApiPorts } from '../ports';
import { reportAcceptedSchema } from '../reports/report-body';
import { startAndRecord } from '../reports/start-report';

/** Starts a report of every store, as of the latest poll. */
export function triggerReport(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/trigger_report',
    scope: 'trigger',
    startsReport: true,
    isWithoutHead: true,
    summary: 'Start a report with the default options',
    description:
      'Answers a program with the id and a browser with a page. HEAD is refused. The answer is never cached.',
    tags: ['Simple'],
    responses: {
      200: jsonResponse('The id of the report.', reportAcceptedSchema.pick({ report_id: true })),
      ...problemResponses('forbidden', 'unavailable'),
    },
    handle: async (req, res) => {
      const options = toReportOptions(reportRequestSchema.parse({}));
      const { id } = await startAndRecord(ports, { options, ...askerOf(req) });
      noteReport(res, id);
      res.vary('Accept').set('Cache-Control', 'no-store');
      if (!wantsHtml(req)) return res.json({ report_id: id });
      sendPage(res, { title: 'Report started', main: startedPage(id), temporalUiUrl: ports.temporalUiUrl });
    },
  };
}
