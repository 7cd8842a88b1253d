import { z } from 'zod';
import { byInputState } from '../../contract/input-states';
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

/** Summarizes all stores of a report. */
export function showReportSummary(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/reports/{id}/summary',
    summary: 'The summary of all stores of a report',
    tags: ['Results'],
    request: { params: reportParamsSchema },
    responses: {
      200: jsonResponse(
        'The totals, the distribution of uptime, and the stores that need attention.',
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
    stores_without_figures: summary.storesWithoutFigures,
    stores_by_hours: summary.states && { ...summary.states.hours },
    stores_by_zone: summary.states && { ...summary.states.timezones },
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
  .object({ total: count, stores: z.array(storeRowSchema).meta({ description: 'The first 20 stores.' }) })
  .meta({ id: 'FirstStores', description: 'The number of stores, and the first of them.' });

const byStateSchema = z.object(byInputState(() => count)).meta({
  id: 'StoresByState',
  description: 'The number of stores in each state; null: an older version made the report.',
});

const reportFiguresSummarySchema = z
  .object({
    report_id: reportIdSchema,
    as_of: instant,
    method: z.enum(METHODS),
    hold_seconds: z.number(),
    stores: count,
    polls: count,
    stores_silent: count.meta({ description: 'Stores without a poll in the week.' }),
    stores_without_business_time: count.meta({ description: 'Stores that were closed all week.' }),
    stores_without_figures: count.meta({
      description:
        'Stores whose hours or timezone cannot be read: their figures are null, and no total has them.',
    }),
    stores_by_hours: byStateSchema.nullable(),
    stores_by_zone: byStateSchema.nullable(),
    totals: fleetTotalsSchema,
    distribution: z
      .object({
        bins: z
          .array(z.object({ from_percent: percent, to_percent: percent, stores: count }))
          .meta({ description: 'Stores whose uptime is in [from, to). The last bin is exactly 100.' }),
        stores_not_known: count.meta({ description: 'Stores with nothing known in the week.' }),
      })
      .meta({ description: 'Stores by their uptime in the week.' }),
    attention: z
      .object({
        total: count.meta({ description: 'Stores on either list.' }),
        most_down: firstStoresSchema.meta({
          description: 'Stores with downtime in business hours, the largest first.',
        }),
        least_known: firstStoresSchema.meta({
          description: 'Stores with less than half of the business time known, the least known first.',
        }),
      })
      .meta({ description: 'Stores that need attention.' }),
  })
  .meta({ id: 'ReportFiguresSummary', description: 'The summary of all stores of a report.' });

type ReportFiguresSummaryBody = z.output<typeof reportFiguresSummarySchema>;
