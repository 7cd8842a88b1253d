import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { StandingReport } from '../../contract/standing-report';
import { toReportOptions } from '../../domain/report/report-request';
import type { standingRequestSchema } from '../../domain/report/standing-request';

/** A new standing report, with an id of its own. */
export function toStandingReport(request: z.output<typeof standingRequestSchema>): StandingReport {
  const { name, when, report, notify } = request;
  const [hour = 0, minute = 0] = when.at.split(':').map(Number);
  return {
    id: randomUUID(),
    name,
    options: toReportOptions(report),
    time: { weekday: when.weekday ?? null, hour, minute, timezone: when.timezone },
    emails: notify.emails,
  };
}
