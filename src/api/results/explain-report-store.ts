import { z } from 'zod';
import type { StoreFigures } from '../../contract/report';
import type { Explanation } from '../../domain/explain/explain-types';
import { storeJsonRow } from '../../domain/report/store-json-row';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { storeIdSchema } from '../http/store-id';
import type { ApiPorts } from '../ports';
import { reportIdSchema } from '../reports/report-body';
import { explanationBody } from './explanation-body';
import { type ExplanationBody, explanationSchema } from './explanation-schema';
import { FIGURES_CACHING, FIGURES_PROBLEMS, type ReportFigures, requireFigures } from './require-figures';

export const storeOfReportSchema = z.object({ id: reportIdSchema, store_id: storeIdSchema });

/** Explains the figures of one store of a report. */
export function explainReportStore(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/stores/{store_id}',
    summary: 'Explain the figures of one store of a report',
    description: 'Uses the same inputs as the report, even if newer data was ingested since.',
    tags: ['Results'],
    request: { params: storeOfReportSchema },
    responses: {
      200: jsonResponse(
        'The row of the store, with the intervals, polls and stretches behind it.',
        explanationSchema,
      ),
      ...problemResponses(...FIGURES_PROBLEMS),
    },
    handle: async (req, res) => {
      const { id, store_id: storeId } = readInput(storeOfReportSchema, req.params);
      const { row, explanation } = await explainOne(ports, await requireFigures(ports, id), storeId);
      const body: ExplanationBody = {
        report_id: id,
        row: storeJsonRow(row),
        ...explanationBody(explanation),
      };
      res.set('Cache-Control', FIGURES_CACHING).json(body);
    },
  };
}

export interface ExplainedStore {
  readonly row: StoreFigures;
  readonly explanation: Explanation;
}

/** @throws ApiProblem not-found where the report does not have the store */
export async function explainOne(
  { reading }: Pick<ApiPorts, 'reading'>,
  report: ReportFigures,
  storeId: string,
): Promise<ExplainedStore> {
  const row = await reading.store(report, storeId);
  if (!row) {
    throw new ApiProblem(
      'not-found',
      `Report ${report.id} has no store "${storeId}". GET /api/v1/reports/${report.id}/stores lists its stores.`,
    );
  }
  return { row, explanation: await reading.explain({ storeId, pins: report.pins }) };
}
