import { isDeepStrictEqual } from 'node:util';
import { activityInfo, getClient } from '@temporalio/activity';
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
  readonly requestedMicros: number;
  readonly requestedBy?: string;
  /** How the run says that it ends; omitted: it begins. */
  readonly state?: string;
}

/**
 * What the catalogue keeps of the request for a report. Whoever reaches Temporal can start a run with any input; only what
 * was asked for through Loopwatch is made, once, under the id that its run has.
 * @throws LoopwatchError FORBIDDEN
 */
export async function requireAsked(
  catalogue: Pick<Catalogue, 'asked' | 'reports' | 'standing'>,
  claimed: Claimed,
): Promise<AskedReport> {
  const { reportId } = claimed;
  const { attempt, workflowExecution } = activityInfo();
  const workflowId = workflowExecution?.workflowId;
  const kept = (await catalogue.asked.get(reportId)) ?? (await askedOfBefore(catalogue, claimed));
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
  if (kept === null || workflowId !== reportWorkflowId(reportId))
    throw forbidden(`The catalogue knows of no request for the run ${workflowId}`);
  if (!isSame(claimed, kept))
    throw forbidden(
      `The run of report ${reportId} is to make another report than the one that was asked for`,
    );
  const record = await catalogue.reports.get(reportId);
  if (record?.state === 'Completed' && claimed.state !== 'Completed')
    throw forbidden(`Report ${reportId} is complete, and is not made again`);
  return kept;
}

function isSame({ options, requestedBy }: Claimed, kept: AskedReport): boolean {
  return (
    (requestedBy ?? null) === kept.requestedBy &&
    isDeepStrictEqual(reportOptionsSchema.parse(options), kept.options)
  );
}

/** A run that an earlier release started keeps its request itself. When it was started, the server says. */
async function askedOfBefore(
  { standing }: Pick<Catalogue, 'standing'>,
  { reportId, options, requestedMicros, requestedBy }: Claimed,
): Promise<AskedReport | null> {
  const adoptedMicros = await standing.adoptedMicros();
  const { workflowExecution } = activityInfo();
  if (adoptedMicros === null || !workflowExecution) return null;
  const { workflowId, runId } = workflowExecution;
  const { startTime } = await getClient().workflow.getHandle(workflowId, runId).describe();
  if (startTime.getTime() * 1_000 >= adoptedMicros) return null;
  return { reportId, options, askedMicros: requestedMicros, requestedBy: requestedBy ?? null, emails: null };
}

function forbidden(what: string): LoopwatchError {
  return new LoopwatchError(
    'FORBIDDEN',
    what,
    'Ask for the report by the page, by the API or by `loopwatch report`: a run started in Temporal makes none.',
  );
}
