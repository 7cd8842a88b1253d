import { z } from 'zod';
import { WEEKDAYS } from '../../contract/standing-report';
import { zoneName } from '../time/zone-names';
import { notifyRequestSchema } from './notify-request';
import { reportRequestSchema } from './report-request';

const whenSchema = z
  .strictObject({
    every: z.enum(['day', 'week']),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, as 07:00')
      .describe('On the wall clock of the timezone.'),
    weekday: z.enum(WEEKDAYS).optional().describe('For every week, and only there.'),
    timezone: z
      .string()
      .refine((name) => zoneName(name) !== null, 'must be a timezone, as America/New_York')
      .transform((name) => zoneName(name) ?? name)
      .default('UTC')
      .describe('By its name in the time zone database.'),
  })
  .superRefine(({ every, weekday }, context) => {
    if ((every === 'week') === (weekday !== undefined)) return;
    const message = every === 'week' ? 'must be given for every week' : 'must be left out for every day';
    context.addIssue({ code: 'custom', path: ['weekday'], message });
  });

/** The request for a standing report. It has no `as_of`: each report uses the latest poll. */
export const standingRequestSchema = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100).describe('What people call it.'),
  when: whenSchema,
  report: reportRequestSchema
    .omit({ as_of: true })
    .prefault({})
    .describe('As in POST /api/v1/reports, without as_of: each speaks for the latest poll.'),
  notify: notifyRequestSchema.prefault({}).describe('Whom to tell, beside the webhooks.'),
});
