import { activityInfo } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import { standingIdOfRun } from '../../contract/names';
import type { StandingRunRequest } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { askForReport } from '../../storage/catalogue/ask-for-report';
import type { ActivityPorts } from '../ports';

/**
 * Asks for the next report of a standing report, as the catalogue has it.
 * @throws LoopwatchError NOT_FOUND; UNAVAILABLE before those of an earlier release are taken over
 */
export function createAskStandingReport({ catalogue, clock }: ActivityPorts) {
  return async ({ reportId }: StandingRunRequest): Promise<ReportInput> => {
    const workflowId = activityInfo().workflowExecution?.workflowId ?? '';
    const standingId = standingIdOfRun(workflowId);
    const standing = standingId === null ? null : await catalogue.standing.get(standingId);
    if (standing) {
      const { name, options, targets } = standing;
      return askForReport(
        catalogue,
        { reportId, options, requestedBy: `standing ${name}`, targets },
        clock(),
      );
    }
    if ((await catalogue.standing.adoptedMicros()) === null)
      throw new LoopwatchError(
        'UNAVAILABLE',
        'The standing reports of the earlier release are not in the catalogue yet',
        'Run `loopwatch start`, or `loopwatch setup` for a cluster.',
      );
    throw new LoopwatchError(
      'NOT_FOUND',
      `The catalogue has no standing report of the run ${workflowId}`,
      'Delete its Schedule in Temporal, and create the standing report again.',
    );
  };
}
