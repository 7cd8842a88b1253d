import { z } from 'zod';
import { SORT_ORDERS, STORE_SORTS } from '../../../domain/report/store-selection';
import { searchSchema, stateSchema } from '../../http/table-query';

/** How a page shows a report's stores. Other parameters, such as a report's id, are ignored. */
export const storeTableQuerySchema = z.object({
  search: searchSchema,
  hours: stateSchema,
  zone: stateSchema,
  sort: z.enum(STORE_SORTS).default('uptime_percent_week'),
  order: z.enum(SORT_ORDERS).default('asc'),
  page: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a whole number from 1 on')
    .default('1')
    .transform(Number),
});

export type StoreTableQuery = z.output<typeof storeTableQuerySchema>;
