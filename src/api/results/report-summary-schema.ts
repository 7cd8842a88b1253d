import { z } from 'zod';
import { METHODS } from '../../contract/report';
import { storeJsonSchema } from '../../domain/report/store-json-schema';
import { fleetTotalsSchema, instantSchema } from '../http/figures-schema';
import { reportIdSchema } from '../reports/report-schema';

const count = z.int().nonnegative();
const percent = z.number().min(0).max(100);

export const storeRowSchema = storeJsonSchema.meta({
  id: 'StoreRow',
  description: "A store's figures, field by field as in the JSON report.",
});

const firstStoresSchema = z
  .object({ total: count, stores: z.array(storeRowSchema).meta({ description: 'The first 20 of them.' }) })
  .meta({ id: 'FirstStores', description: 'How many there are, and the first.' });

export const reportFiguresSummarySchema = z
  .object({
    report_id: reportIdSchema,
    as_of: instantSchema,
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

export type ReportFiguresSummaryBody = z.output<typeof reportFiguresSummarySchema>;
