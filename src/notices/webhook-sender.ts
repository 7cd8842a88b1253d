import { LoopwatchError } from '../contract/errors';
import type { NoticeSettings } from '../contract/notices';
import type { Notice } from './notice';
import { post } from './post';
import { webhookMessage } from './webhook-message';

const MAX_RETRY_AFTER_MILLIS = 6 * 3_600_000;
const GONE = 410;

export interface WebhookReceiver {
  readonly id: string;
  readonly url: string;
  /** Each signs. */
  readonly secrets: readonly string[];
}

/**
 * Tells one webhook. @returns `gone` where the receiver wants no more notices.
 * @throws LoopwatchError UNAVAILABLE where it is worth another try, with the time that the receiver asks for; FORBIDDEN.
 */
export async function sendWebhook(
  notice: Notice,
  receiver: WebhookReceiver,
  settings: NoticeSettings,
  nowMicros: number,
): Promise<'delivered' | 'gone'> {
  const { id: webhookId, url, secrets } = receiver;
  const message = webhookMessage(notice, { webhookId, secrets, publicUrl: settings.publicUrl, nowMicros });
  const { status, retryAfter } = await post(url, message, settings.allowPrivateWebhooks);
  if (status >= 200 && status < 300) return 'delivered';
  if (status === GONE) return 'gone';
  const retryAfterMillis = retryAfter === null ? null : parseRetryAfter(retryAfter, nowMicros);
  throw new LoopwatchError(
    'UNAVAILABLE',
    `${new URL(url).host} answered ${status}`,
    null,
    retryAfterMillis === null ? {} : { retryAfterMillis },
  );
}

/** Seconds or a date, as HTTP has it; null where it is neither. */
export function parseRetryAfter(text: string, nowMicros: number): number | null {
  const millis = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMicros / 1_000;
  // None at all, or one already past, is left to the growing delay of the retries.
  return millis > 0 ? Math.min(millis, MAX_RETRY_AFTER_MILLIS) : null;
}
