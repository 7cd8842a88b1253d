import { z } from 'zod';

/** The parameters of every table of stores. */
export const searchSchema = z
  .string()
  .trim()
  .max(200)
  .default('')
  .meta({ description: 'Only stores whose id contains this text, in upper or lower case.' });

export const tableLimitSchema = z
  .string()
  .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, 'must be a whole number from 1 to 500')
  .default('50')
  .meta({ description: 'The number of rows, 1 to 500.' });
