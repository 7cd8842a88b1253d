import { activityInfo } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import type { Followed, FollowRequest } from '../../contract/report-payloads';
import { hasOpenRun } from '../kit/open-run';
import type { ActivityPorts } from '../ports';

const DELAY_MILLIS = { first: 250, most: 5_000 } as const;
/** Most leaders end within the first attempts, and Temporal need not be asked whether they are still there. */
const TRUSTING_ATTEMPTS = 2;

/**
 * Looks whether a report has ended. While it has not, the attempt fails and is made again by and by: that holds no slot
 * of the worker meanwhile, and leaves nothing in the history.
 */
export function createFollow({ catalogue }: Pick<ActivityPorts, 'catalogue'>) {
  return async ({ leader }: FollowRequest): Promise<Followed> => {
    const isRunning = async () => (await catalogue.reports.get(leader))?.state === 'Running';
    const { attempt } = activityInfo();
    if (!(await isRunning())) return { vanished: false };
    // A run that was terminated did not record its end; one that has just ended did.
    if (attempt > TRUSTING_ATTEMPTS && !(await hasOpenRun(leader))) return { vanished: await isRunning() };
    const retryAfterMillis = Math.min(DELAY_MILLIS.first * 2 ** (attempt - 1), DELAY_MILLIS.most);
    throw new LoopwatchError('UNAVAILABLE', `Report ${leader} is still being made`, null, {
      retryAfterMillis,
      isExpected: true,
    });
  };
}
