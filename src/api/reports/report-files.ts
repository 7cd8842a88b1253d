import { z } from 'zod';
import { FORMAT_FACTS, FORMATS, type ReportFormat, reportFileName } from '../../contract/formats';
import type { Operation } from '../http/operation';
import { problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { reportParamsSchema, requireReport } from './require-report';
import { reportFileContent, sendReportFile } from './send-report-file';

const headersSchema = z.object({
  Range: z.string().optional().describe('Only these bytes, for example bytes=0-99.'),
  'If-Range': z
    .string()
    .optional()
    .describe('The ETag that Range belongs to. With another ETag, the whole file is sent.'),
  'If-None-Match': z.string().optional().describe('The ETag that the client has.'),
});

/** Downloads a report's file, one operation per format. */
export function reportFiles(ports: ApiPorts): readonly Operation[] {
  return FORMATS.map((format) => reportFile(ports, format));
}

function reportFile(ports: ApiPorts, format: ReportFormat): Operation {
  const content = reportFileContent([format]);
  return {
    method: 'get',
    path: `/api/v1/reports/{id}/${reportFileName(format)}`,
    summary: `Download a report as ${FORMAT_FACTS[format].label}`,
    tags: ['Reports'],
    request: { params: reportParamsSchema, headers: headersSchema },
    responses: {
      200: { description: 'The file.', content },
      206: {
        description: 'The range of the file.',
        content,
      },
      304: { description: 'The client has this file already.' },
      ...problemResponses(
        'invalid-input',
        'not-found',
        'format-not-made',
        'not-ready',
        'report-failed',
        'report-cancelled',
        'range-not-satisfiable',
        'storage-damaged',
        'unavailable',
      ),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      await sendReportFile(ports, await requireReport(ports, id), format, res);
    },
  };
}
