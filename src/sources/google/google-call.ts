import { RateLimiterRes } from 'rate-limiter-flexible';
import { LoopwatchError } from '../../contract/errors';
import type { Google } from './google-client';
import { describeGoogleFailure, isTokenRefused } from './google-failure';

/** The time limit of a call: shorter than the heartbeat time-out. */
export const CALL_LIMIT_MILLIS = 25_000;

/**
 * Makes one call to Google within the credential's quota.
 * @param what the subject of the call, such as `The file "polls.csv"`.
 * @throws LoopwatchError SOURCE_BUSY when a retry may help (it states when), SOURCE_UNREADABLE when not.
 */
export async function callGoogle<T>(google: Google, what: string, call: () => Promise<T>): Promise<T> {
  await withinQuota(google);
  try {
    return await call().catch(async (error: unknown) => {
      if (!isTokenRefused(error)) throw error;
      await google.forgetToken();
      return call();
    });
  } catch (error) {
    throw describeGoogleFailure(error, what, google.account);
  }
}

/** Temporal waits for the next attempt: waiting here would block a slot of the worker. */
async function withinQuota({ limiter, account }: Google): Promise<void> {
  try {
    await limiter.consume(account);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new LoopwatchError(
      'SOURCE_BUSY',
      `The quota of ${limiter.points} calls a minute to Google is used up`,
      'It goes on by itself.',
      { retryAfterMillis: Math.max(refusal.msBeforeNext, 1_000) },
    );
  }
}
