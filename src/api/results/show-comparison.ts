import { z } from 'zod';
import { METHOD_FACTS } from '../../contract/methods';
import type { ReportPins } from '../../contract/report';
import { CHANGE_SORTS } from '../../domain/report/compare-stores';
import { SORT_ORDERS } from '../../domain/report/store-selection';
import { formatInstant } from '../../domain/time/instants';
import { fleetTotalsBody } from '../http/fleet-totals-body';
import { nextOffsetCursor, offsetCursorSchema, readOffset } from '../http/offset-cursor';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { searchSchema, tableLimitSchema } from '../http/table-query';
import type { ApiPorts } from '../ports';
import { reportIdSchema } from '../reports/report-body';
import {
  type ComparisonBody,
  changeBody,
  comparisonSchema,
  countsBody,
  differencesBody,
} from './comparison-body';
import { FIGURES_CACHING, FIGURES_PROBLEMS, requireFigures } from './require-figures';

const paramsSchema = z.object({ id: reportIdSchema, other_id: reportIdSchema });

const querySchema = z.strictObject({
  search: searchSchema,
  sort: z.enum(CHANGE_SORTS).default('change'),
  order: z.enum(SORT_ORDERS).default('asc').meta({ description: '`asc` starts with the largest losses.' }),
  limit: tableLimitSchema,
  cursor: offsetCursorSchema,
});

/** Compares one report with another. */
export function showComparison(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/compare/{other_id}',
    summary: 'Compare a report with another, such as that of the week before',
    tags: ['Results'],
    request: { params: paramsSchema, query: querySchema },
    responses: {
      200: jsonResponse(
        'The totals of both reports, and a page of stores with their change.',
        comparisonSchema,
      ),
      ...problemResponses(...FIGURES_PROBLEMS, 'not-comparable'),
    },
    handle: async (req, res) => {
      const { id, other_id: otherId } = readInput(paramsSchema, req.params);
      const { cursor, limit, ...asked } = readInput(querySchema, req.query);
      const question = ['compare', id, otherId, asked.search, asked.sort, asked.order];
      const offset = readOffset(cursor, question);
      const report = await requireFigures(ports, id);
      const other = await requireFigures(ports, otherId);
      requireComparable(report.pins, other.pins);
      const compared = await ports.reading.compare(report, other, { ...asked, offset, limit: Number(limit) });
      const totals = fleetTotalsBody(compared.totals);
      const otherTotals = fleetTotalsBody(compared.otherTotals);
      const body: ComparisonBody = {
        report_id: id,
        other_id: otherId,
        as_of: formatInstant(report.pins.asOfMicros),
        other_as_of: formatInstant(other.pins.asOfMicros),
        totals,
        other_totals: otherTotals,
        differences: differencesBody(totals, otherTotals),
        counts: countsBody(compared.counts),
        total: compared.total,
        rows: compared.rows.map(changeBody),
        next_cursor: nextOffsetCursor(offset + compared.rows.length, compared.total, question),
      };
      res.set('Cache-Control', FIGURES_CACHING).json(body);
    },
  };
}

/**
 * @throws ApiProblem not-comparable where the reports differ in method or hold, so a change would mean
 * nothing
 */
export function requireComparable(report: ReportPins, other: ReportPins): void {
  const [left, right] = [describeMethod(report), describeMethod(other)];
  if (left === right) return;
  throw new ApiProblem(
    'not-comparable',
    `One report used ${left}, the other ${right}. Compare reports with the same method and hold.`,
  );
}

function describeMethod({ method, methodVersion, holdSeconds }: ReportPins): string {
  const name = `${method} ${methodVersion}`;
  return METHOD_FACTS[method].usesHold ? `${name} with a hold of ${holdSeconds} s` : name;
}
