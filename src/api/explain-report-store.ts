import { z } from 'zod';
import { storeJsonRow } from '../domain/store-json-row';
import { explanationBody } from './explanation-body';
import { type ExplanationBody, explanationSchema } from './explanation-schema';
import type { Operation } from './operation';
import type { ApiPorts } from './ports';
import { ApiProblem } from './problem';
import { jsonResponse, problemResponses } from './problem-schema';
import { readInput } from './read-input';
import { FIGURES_CACHING, FIGURES_PROBLEMS, requireFigures } from './report-figures';
import { reportIdSchema } from './report-schema';
import { storeIdSchema } from './store-id';

const paramsSchema = z.object({ id: reportIdSchema, store_id: storeIdSchema });

/** One store of a report: its row, and how its figures come about. */
export function explainReportStore(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/stores/{store_id}',
    summary: 'One store of a report, and how its figures come about',
    description: 'Made from the very inputs that the report was made of, however much has come in since.',
    tags: ['Results'],
    request: { params: paramsSchema },
    responses: {
      200: jsonResponse('Its row, and the intervals, polls and stretches behind it.', explanationSchema),
      ...problemResponses(...FIGURES_PROBLEMS),
    },
    handle: async (req, res) => {
      const { id, store_id: storeId } = readInput(paramsSchema, req.params);
      const report = await requireFigures(ports, id);
      const row = await ports.reading.store(report, storeId);
      if (!row) {
        throw new ApiProblem(
          'not-found',
          `Report ${id} has no store "${storeId}". GET /api/v1/reports/${id}/stores lists those it has.`,
        );
      }
      const explanation = await ports.reading.explain({ storeId, pins: report.pins });
      const body: ExplanationBody = {
        report_id: id,
        row: storeJsonRow(row),
        ...explanationBody(explanation),
      };
      res.set('Cache-Control', FIGURES_CACHING).json(body);
    },
  };
}
