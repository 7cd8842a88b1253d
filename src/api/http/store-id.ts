import { z } from 'zod';

/** Any text, as polls have it; percent-encoded in an address. */
export const storeIdSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(400)
  .meta({ description: 'A store id; any text, percent-encoded.' });
