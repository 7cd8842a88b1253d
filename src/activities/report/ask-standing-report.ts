import { LoopwatchError } from '../../contract/errors';
import type { StandingRunRequest } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { askForReport } from '../../storage/catalogue/ask-for-report';
import type { ActivityPorts } from '../ports';

/** Asks for the next report of a standing report, as the catalogue has it. */
export function createAskStandingReport({ catalogue, clock }: ActivityPorts) {
  return async ({ standingId, reportId }: StandingRunRequest): Promise<ReportInput> => {
    const definition = await catalogue.standing.get(standingId);
    if (definition) {
      const { name, options, targets } = definition;
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
      `The catalogue has no standing report ${standingId}`,
      'Delete its Schedule in Temporal, and create the standing report again.',
    );
  };
}
