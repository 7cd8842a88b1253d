import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index';

/** Detects a dead worker soon, and its task goes to another. A hanging stage still gets its full time. */
const HEARTBEAT_TIMEOUT = '30 seconds';

/**
 * A stage computes in one piece, so it is either short or stuck, and a retry starts from its inputs. The retries outlast
 * the restart of a database.
 */
export const stages = proxyActivities<
  Pick<Activities, 'pin' | 'adopt' | 'load' | 'localize' | 'filter' | 'aggregate' | 'merge'>
>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 8 },
});

export const followers = proxyActivities<Pick<Activities, 'follow'>>({
  startToCloseTimeout: '10 seconds',
  // Longer than a report takes: beyond that, computing is better than waiting.
  scheduleToCloseTimeout: '15 minutes',
  // Expected failures name their own delay; this is for unexpected ones.
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

export const renderers = proxyActivities<Pick<Activities, 'render'>>({
  // A PDF with a table of all stores takes minutes.
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 8 },
});

export const transfers = proxyActivities<Pick<Activities, 'listSource' | 'fetch' | 'validate'>>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  // Outlasts some minutes of a busy source. A large sheet continues where the last attempt stopped.
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 8 },
});

export const commits = proxyActivities<Pick<Activities, 'append' | 'makeVersions'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  // Concurrent ingestions conflict and retry. One of them always succeeds, so limit the time, not the attempts.
  scheduleToCloseTimeout: '20 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

export const records = proxyActivities<
  Pick<
    Activities,
    | 'beginIngestion'
    | 'reject'
    | 'endIngestion'
    | 'settle'
    | 'askStandingReport'
    | 'listNoticeTargets'
    | 'recordMaintenance'
  >
>({
  startToCloseTimeout: '1 minute',
  // The record must be written, so retry for as long as a person may need to repair the disk.
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  scheduleToCloseTimeout: '1 day',
});

export const maintenance = proxyActivities<
  Pick<Activities, 'expire' | 'planCompaction' | 'compact' | 'sweep' | 'verify'>
>({
  // Covers a year of a large log, or the listing of a full bucket. Nobody waits for it.
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
});

export const notices = proxyActivities<Pick<Activities, 'notify'>>({
  startToCloseTimeout: '2 minutes',
  // A receiver that is down overnight still gets the notice in the morning.
  retry: { initialInterval: '5 seconds', maximumInterval: '1 hour' },
  scheduleToCloseTimeout: '12 hours',
});
