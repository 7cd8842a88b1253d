import { z } from 'zod';
import { FORMATS } from '../../contract/formats';
import { METHODS } from '../../contract/methods';
import type { ReportOptions } from '../../contract/report';

export const choicesShape = {
  method: z.enum(METHODS),
  hold_seconds: z.number(),
  stores: z.array(z.string()).nullable().meta({ description: 'null: every store.' }),
  stores_asked: z.int().nullable().meta({ description: 'How many stores were named; null: every store.' }),
  formats: z.array(z.enum(FORMATS)),
  extended: z.boolean(),
  raw_csv: z.boolean(),
  full_table: z.boolean(),
};

/** The options of a report without its as-of time: each run of a standing report has its own. */
export const choicesSchema = z.object(choicesShape);

/** The options of a report without its as-of time. @param mostStores the stores to name, at most */
export function choicesBody(options: ReportOptions, mostStores?: number): z.output<typeof choicesSchema> {
  return {
    method: options.method,
    hold_seconds: options.holdSeconds,
    stores: options.storeIds?.slice(0, mostStores) ?? null,
    stores_asked: options.storeIds?.length ?? null,
    formats: [...options.formats],
    extended: options.extended,
    raw_csv: options.rawCsv ?? false,
    full_table: options.fullTable,
  };
}
