import { z } from 'zod';
import { FORMATS } from '../../contract/formats';
import { DEFAULT_METHOD, METHODS } from '../../contract/methods';
import { DEFAULT_HOLD_SECONDS, type ReportOptions } from '../../contract/report';
import { parseInstant } from '../time/instants';

const MAX_STORES_ASKED = 5_000;
const HOLD_UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

export const instantInput = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'must be a UTC instant, as 2023-01-25T18:00:00Z')
  .transform((text) => parseInstant(text) ?? 0);

export const holdInput = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?[smh]$/, 'must be a duration, as 90m, 2h or 5400s')
  .transform((text) => Math.round(Number(text.slice(0, -1)) * (HOLD_UNITS[text.slice(-1)] ?? 1)))
  .refine((seconds) => seconds <= 7 * 86_400, 'must be at most a week');

const storeId = z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters');

/** A report's options in a request of the command line or the API; omitted fields have defaults. */
export const reportRequestSchema = z.strictObject({
  as_of: instantInput
    .optional()
    .describe('The instant the report speaks for, in UTC. Default: the latest poll.'),
  method: z.enum(METHODS).default(DEFAULT_METHOD).describe('How polls become time: docs/semantics.md.'),
  hold: holdInput.optional().describe('How long a poll speaks each way, as 90m or 2h. Default: 2h.'),
  stores: z.array(storeId).min(1).max(MAX_STORES_ASKED).optional().describe('Only these store ids.'),
  formats: z
    .array(z.enum(FORMATS))
    .min(1)
    .default([...FORMATS])
    .describe('Which files to make.'),
  extended: z
    .boolean()
    .default(false)
    .describe(
      "The CSV's further columns: unknown, business time, coverage, polls, and the state of hours and zone.",
    ),
  raw_csv: z
    .boolean()
    .default(false)
    .describe(
      "Leave text of the CSV as it is. By default a ' is put before what a spreadsheet would run as a formula.",
    ),
  full_table: z.boolean().default(false).describe('A table of every store in the PDF.'),
});

export type ReportRequest = z.output<typeof reportRequestSchema>;

export function toReportOptions(request: ReportRequest): ReportOptions {
  return {
    asOfMicros: request.as_of ?? null,
    method: request.method,
    holdSeconds: request.hold ?? DEFAULT_HOLD_SECONDS,
    storeIds: request.stores ?? null,
    formats: FORMATS.filter((format) => request.formats.includes(format)),
    extended: request.extended,
    ...(request.raw_csv ? { rawCsv: true } : {}),
    fullTable: request.full_table,
  };
}
