import { z } from 'zod';
import { toNamedTargets, toNoticeTargets } from '../../contract/notices';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import { type StandingReport, WEEKDAYS } from '../../contract/standing-report';

const KEY = 'loopwatchStandingReport';

const memoSchema = z.object({
  id: z.string(),
  name: z.string(),
  options: reportOptionsSchema,
  time: z.object({
    weekday: z.enum(WEEKDAYS).nullable(),
    hour: z.number(),
    minute: z.number(),
    timezone: z.string(),
  }),
  emails: z.array(z.string()),
});

/** The Schedule's memo is the only record of a standing report: it has no table. */
export function toMemo(report: StandingReport): Record<string, unknown> {
  const { targets, ...rest } = report;
  return { [KEY]: { ...rest, ...toNamedTargets(targets) } };
}

export function fromMemo(memo: Readonly<Record<string, unknown>> | undefined): StandingReport {
  const { emails, ...rest } = memoSchema.parse(memo?.[KEY]);
  return { ...rest, targets: toNoticeTargets({ emails }) };
}
