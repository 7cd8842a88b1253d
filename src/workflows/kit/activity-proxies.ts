import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index';

/** A worker that died is known by its silence, and what it was at goes to another; a stage that hangs has all its time. */
const HEARTBEAT_TIMEOUT = '30 seconds';

/**
 * Frames are computed in one piece, so a stage is short or stuck; a retry starts it again from its inputs. They outlast
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
  // Longer than a report takes; one that takes longer still is not worth the waiting.
  scheduleToCloseTimeout: '15 minutes',
  // Each failure says itself when to look again; this is for those that nobody foresaw.
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

export const renderers = proxyActivities<Pick<Activities, 'render'>>({
  // A PDF with a table of every store takes minutes.
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 8 },
});

export const transfers = proxyActivities<Pick<Activities, 'listSource' | 'fetch' | 'validate'>>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  // Some minutes of patience with a busy source; a large sheet goes on in each attempt where the one before ended.
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 8 },
});

export const commits = proxyActivities<Pick<Activities, 'append'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  // Ingestions at once find each other's versions and start over: one of them always comes through, so time is the limit.
  scheduleToCloseTimeout: '20 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

export const records = proxyActivities<
  Pick<
    Activities,
    'beginIngestion' | 'reject' | 'endIngestion' | 'settle' | 'listNoticeTargets' | 'recordMaintenance'
  >
>({
  startToCloseTimeout: '1 minute',
  // What happened must be on record, so these are tried for as long as a person may need to mend the disk.
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  scheduleToCloseTimeout: '1 day',
});

export const maintenance = proxyActivities<
  Pick<Activities, 'expire' | 'planCompaction' | 'compact' | 'sweep'>
>({
  // A year of a large log, or the listing of a full bucket; nobody waits for it.
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
});

export const notices = proxyActivities<Pick<Activities, 'notify'>>({
  startToCloseTimeout: '2 minutes',
  // A receiver that is down overnight is still told in the morning.
  retry: { initialInterval: '5 seconds', maximumInterval: '1 hour' },
  scheduleToCloseTimeout: '12 hours',
});
