import { RateLimiterRes } from 'rate-limiter-flexible';
import { LoopwatchError } from '../../contract/errors';
import type { Google } from './google-client';
import { describeGoogleFailure, isTokenRefused } from './google-failure';

/** A call without an answer for so long is given up, before Temporal would miss a heartbeat. */
export const CALL_LIMIT_MILLIS = 25_000;

/**
 * Makes one call to Google within the credential's quota.
 * @param what what is asked about, as `The file "polls.csv"`.
 * @throws LoopwatchError SOURCE_BUSY where it may go better later (its retry says when), SOURCE_UNREADABLE where not.
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

/** The wait is left to Temporal, so that no worker's slot is taken by it. */
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
