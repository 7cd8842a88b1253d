import type { FirstStores, ReportSummary } from '../../domain/report/report-summary';
import { storeJsonRow } from '../../domain/report/store-json-row';
import { formatInstant } from '../../domain/time/instants';
import { fleetTotalsBody } from '../http/figures-body';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { reportParamsSchema } from '../reports/report-of-request';
import { FIGURES_CACHING, FIGURES_PROBLEMS, type ReportFigures, requireFigures } from './report-figures';
import { type ReportFiguresSummaryBody, reportFiguresSummarySchema } from './report-summary-schema';

/** What a report says of all its stores together. */
export function reportSummary(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/summary',
    summary: 'What a report says of all its stores together',
    tags: ['Results'],
    request: { params: reportParamsSchema },
    responses: {
      200: jsonResponse(
        'Totals, the distribution of uptime, and which stores to look at.',
        reportFiguresSummarySchema,
      ),
      ...problemResponses(...FIGURES_PROBLEMS),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const report = await requireFigures(ports, id);
      const summary = await ports.reading.summary(report);
      res.set('Cache-Control', FIGURES_CACHING).json(toBody(report, summary));
    },
  };
}

function toBody({ id, pins }: ReportFigures, summary: ReportSummary): ReportFiguresSummaryBody {
  const { bins, storesNotKnown } = summary.distribution;
  return {
    report_id: id,
    as_of: formatInstant(pins.asOfMicros),
    method: pins.method,
    hold_seconds: pins.holdSeconds,
    stores: summary.stores,
    polls: summary.polls,
    stores_silent: summary.storesSilent,
    stores_without_business_time: summary.storesWithoutBusinessTime,
    totals: fleetTotalsBody(summary.totals),
    distribution: {
      bins: bins.map(({ fromPercent, toPercent, stores }) => ({
        from_percent: fromPercent,
        to_percent: toPercent,
        stores,
      })),
      stores_not_known: storesNotKnown,
    },
    attention: {
      total: summary.attentionTotal,
      most_down: firstBody(summary.mostDown),
      least_known: firstBody(summary.leastKnown),
    },
  };
}

function firstBody({ total, rows }: FirstStores): ReportFiguresSummaryBody['attention']['most_down'] {
  return { total, stores: rows.map(storeJsonRow) };
}
