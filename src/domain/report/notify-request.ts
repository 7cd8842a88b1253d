import { z } from 'zod';
import { MAX_EMAILS } from '../../contract/notices';

/** The request's recipients of a notice at the report's end, in addition to the webhooks. */
export const notifyRequestSchema = z.strictObject({
  emails: z
    .array(z.email('must be an e-mail address, as ann@example.com').max(254))
    .max(MAX_EMAILS)
    .default([])
    .describe('Each gets an e-mail when the report has completed or failed.'),
});
