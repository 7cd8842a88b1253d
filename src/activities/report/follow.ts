import { activityInfo } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import type { Followed, FollowRequest } from '../../contract/report-payloads';
import { hasOpenRun } from '../kit/open-run';
import type { ActivityPorts } from '../ports';

const FIRST_DELAY_MILLIS = 250;
const MAX_DELAY_MILLIS = 5_000;
/** Most leaders end within the first attempts: only later ones ask Temporal whether the run is open. */
const TRUSTING_ATTEMPTS = 2;

/**
 * Checks whether a report has ended. While it runs, the attempt fails and Temporal retries it later: between attempts it
 * holds no worker slot, and it adds nothing to the history.
 */
export function createFollow({ catalogue }: Pick<ActivityPorts, 'catalogue'>) {
  return async ({ leader }: FollowRequest): Promise<Followed> => {
    const isRunning = async () => (await catalogue.reports.get(leader))?.state === 'Running';
    const { attempt } = activityInfo();
    if (!(await isRunning())) return { vanished: false };
    // A terminated run has not recorded its end; a run that has just ended has.
    if (attempt > TRUSTING_ATTEMPTS && !(await hasOpenRun(leader))) return { vanished: await isRunning() };
    const retryAfterMillis = Math.min(FIRST_DELAY_MILLIS * 2 ** (attempt - 1), MAX_DELAY_MILLIS);
    throw new LoopwatchError('UNAVAILABLE', `Report ${leader} is still being made`, null, {
      retryAfterMillis,
      isExpected: true,
    });
  };
}
