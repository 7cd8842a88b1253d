import { z } from 'zod';
import { INPUT_STATES } from '../../contract/input-states';

/** The parameters of every table of stores. */
export const searchSchema = z
  .string()
  .trim()
  .max(200)
  .default('')
  .meta({ description: 'Only stores whose id contains this text, in upper or lower case.' });

/** Of the stores' hours, or of their zones. */
export const stateSchema = z
  .enum(INPUT_STATES)
  .optional()
  .meta({ description: 'Only stores whose hours, or whose zone, are in this state.' });

export const tableLimitSchema = z
  .string()
  .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, 'must be a whole number from 1 to 500')
  .default('50')
  .meta({ description: 'The number of rows, 1 to 500.' });
