import { z } from 'zod';
import { FORMATS } from '../../contract/formats';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody, readInput } from '../http/read-input';
import { wantsHtml } from '../http/wants-html';
import { findPage } from '../pages/home/find-form';
import { sendPage } from '../pages/parts/page-layout';
import { sendReportPage } from '../pages/report/send-report-page';
import type { ApiPorts } from '../ports';
import { formatSchema, reportIdSchema, reportSchema, toReportBody } from '../reports/report-body';
import type { ReportWatch } from '../reports/report-watch';
import { requireReport, unknownReport } from '../reports/require-report';
import { reportFileContent, sendReportFile } from '../reports/send-report-file';
import { waitForEnd, waitSchema } from '../reports/wait-for-end';

const FORM = 'application/x-www-form-urlencoded';
const JSON_BODY = 'application/json';

const querySchema = z.object({ report_id: reportIdSchema, wait: waitSchema });
const bodySchema = z.strictObject({ report_id: reportIdSchema, format: formatSchema.default('csv') });

/** Shows the status of a report. */
export function getReport(ports: ApiPorts, watch: ReportWatch): Operation {
  return {
    method: 'get',
    path: '/get_report',
    summary: 'The status of a report',
    description: 'Answers a program with JSON and a browser with a page.',
    tags: ['Simple'],
    request: { query: querySchema },
    responses: {
      200: jsonResponse('The status.', reportSchema),
      ...problemResponses('invalid-input', 'not-found', 'unavailable'),
    },
    handle: async (req, res) => {
      const { temporalUiUrl } = ports;
      if (req.query.report_id === undefined && wantsHtml(req))
        return sendPage(res, { title: 'Find a report', main: findPage, temporalUiUrl });
      const { report_id: id, wait: waitMillis } = readInput(querySchema, req.query);
      const found = await watch.find(id);
      if (!found) throw unknownReport(id);
      const status = await waitForEnd(ports, watch, found, { waitMillis, res });
      res.vary('Accept').set('Cache-Control', 'no-store');
      if (!wantsHtml(req)) return res.json(toReportBody(status, ports));
      await sendReportPage(ports, status, req, res);
    },
  };
}

/** Downloads a report. */
export function downloadReport(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: '/get_report',
    scope: 'read',
    summary: 'Download a report, by default as CSV',
    tags: ['Simple'],
    request: {
      body: {
        required: true,
        content: { [FORM]: { schema: bodySchema }, [JSON_BODY]: { schema: bodySchema } },
      },
    },
    responses: {
      200: {
        description: 'The file.',
        content: reportFileContent(FORMATS),
      },
      303: { description: 'A browser is sent to the page of a report that is still running.' },
      ...problemResponses(
        'invalid-input',
        'forbidden',
        'not-found',
        'format-not-made',
        'not-ready',
        'report-failed',
        'report-cancelled',
        'body-too-large',
        'unsupported-media-type',
        'storage-damaged',
        'unavailable',
      ),
    },
    handle: async (req, res) => {
      const { report_id: id, format } = readBody(bodySchema, req, [FORM, JSON_BODY]);
      const status = await requireReport(ports, id);
      if (status.state === 'Running' && wantsHtml(req))
        return res.redirect(303, `/get_report?report_id=${id}`);
      await sendReportFile(ports, status, format, res);
    },
  };
}
