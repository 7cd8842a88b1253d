import { z } from 'zod';
import { FORMATS } from './formats';
import { METHODS } from './methods';
import type { ReportOptions } from './report';

/** Report options as the catalogue and the memo of a Schedule store them. */
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
