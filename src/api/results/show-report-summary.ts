import { z } from 'zod';
import { METHODS } from '../../contract/methods';
import type { FirstStores, ReportSummary } from '../../domain/report/report-summary';
import { storeJsonRow } from '../../domain/report/store-json-row';
import { formatInstant } from '../../domain/time/instants';
import { fleetTotalsBody, fleetTotalsSchema } from '../http/fleet-totals-body';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { count, instant, percent } from '../http/value-schemas';
import type { ApiPorts } from '../ports';
import { reportIdSchema } from '../reports/report-body';
import { reportParamsSchema } from '../reports/require-report';
import { FIGURES_CACHING, FIGURES_PROBLEMS, type ReportFigures, requireFigures } from './require-figures';
import { storeRowSchema } from './store-row-schema';

/** What a report says of all its stores together. */
export function showReportSummary(ports: ApiPorts): Operation {
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

const firstStoresSchema = z
  .object({ total: count, stores: z.array(storeRowSchema).meta({ description: 'The first 20 of them.' }) })
  .meta({ id: 'FirstStores', description: 'How many there are, and the first.' });

const reportFiguresSummarySchema = z
  .object({
    report_id: reportIdSchema,
    as_of: instant,
    method: z.enum(METHODS),
    hold_seconds: z.number(),
    stores: count,
    polls: count,
    stores_silent: count.meta({ description: 'Without a poll in the week.' }),
    stores_without_business_time: count.meta({ description: 'Closed all week.' }),
    totals: fleetTotalsSchema,
    distribution: z
      .object({
        bins: z
          .array(z.object({ from_percent: percent, to_percent: percent, stores: count }))
          .meta({ description: 'Stores whose week lies in [from, to); the last bin is exactly 100.' }),
        stores_not_known: count.meta({ description: 'Of whose week nothing is known.' }),
      })
      .meta({ description: 'How many stores had which uptime in the week.' }),
    attention: z
      .object({
        total: count.meta({ description: 'Stores on either list.' }),
        most_down: firstStoresSchema.meta({ description: 'That lost business time, most first.' }),
        least_known: firstStoresSchema.meta({
          description: 'Of whose business time less than half is known, least known first.',
        }),
      })
      .meta({ description: 'Stores to look at first.' }),
  })
  .meta({ id: 'ReportFiguresSummary', description: 'What a report says of all its stores together.' });

type ReportFiguresSummaryBody = z.output<typeof reportFiguresSummarySchema>;
