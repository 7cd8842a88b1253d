import { z } from 'zod';

/** Any text, as in the polls. */
export const storeIdSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(400)
  .meta({ description: 'The id of a store: any text, percent-encoded.' });
