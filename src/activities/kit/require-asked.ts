import { isDeepStrictEqual } from 'node:util';
import { activityInfo } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import { reportWorkflowId } from '../../contract/names';
import type { ReportOptions } from '../../contract/report';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import type { AskedReport } from '../../storage/catalogue/asked-report-catalogue';
import type { Catalogue } from '../../storage/catalogue/catalogue';

/** An API of an earlier release, beside this worker, saves its record a moment after the start. */
const WAIT_MILLIS = 2_000;

interface Claimed {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly requestedBy?: string;
}

/**
 * What the catalogue keeps of the request for a report. Whoever reaches Temporal can start a run with any input; only what
 * was asked for through Loopwatch is made, under the id that its run has.
 * @throws LoopwatchError FORBIDDEN
 */
export async function requireAsked(
  { asked }: Pick<Catalogue, 'asked'>,
  { reportId, options, requestedBy }: Claimed,
): Promise<AskedReport> {
  const { attempt, workflowExecution } = activityInfo();
  const kept = await asked.get(reportId);
  if (kept === null && attempt === 1)
    throw new LoopwatchError(
      'UNAVAILABLE',
      `Nothing is known of a request for report ${reportId} yet`,
      null,
      {
        retryAfterMillis: WAIT_MILLIS,
        isExpected: true,
      },
    );
  const isOwnRun = workflowExecution?.workflowId === reportWorkflowId(reportId);
  if (
    isOwnRun &&
    kept !== null &&
    (requestedBy ?? null) === kept.requestedBy &&
    isDeepStrictEqual(reportOptionsSchema.parse(options), kept.options)
  )
    return kept;
  throw new LoopwatchError(
    'FORBIDDEN',
    kept === null || !isOwnRun
      ? `The catalogue knows of no request for the run ${workflowExecution?.workflowId}`
      : `The run of report ${reportId} is to make another report than the one that was asked for`,
    'Ask for the report by the page, by the API or by `loopwatch report`: a run started in Temporal makes none.',
  );
}
