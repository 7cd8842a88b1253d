import { z } from 'zod';
import { FORMATS } from './formats';
import { METHODS } from './methods';
import type { ReportOptions } from './report';

/** Report options as the catalogue stores them, and the Schedules of releases before 0.4. */
export const reportOptionsSchema: z.ZodType<ReportOptions> = z.object({
  asOfMicros: z.number().nullable(),
  method: z.enum(METHODS),
  holdSeconds: z.number(),
  storeIds: z.array(z.string()).nullable(),
  formats: z.array(z.enum(FORMATS)),
  extended: z.boolean(),
  rawCsv: z.literal(true).exactOptional(),
  fullTable: z.boolean(),
});
