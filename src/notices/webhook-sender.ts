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
  /** Every secret makes a signature. */
  readonly secrets: readonly string[];
}

/**
 * Sends a notice to one webhook. @returns `gone` where the receiver wants no more notices.
 * @throws LoopwatchError UNAVAILABLE where a retry may help, with the delay that the receiver asks for; FORBIDDEN.
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

/** Reads HTTP's seconds or date. null: it is neither, or not in the future. */
export function parseRetryAfter(text: string, nowMicros: number): number | null {
  const millis = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMicros / 1_000;
  // Without a future time, the growing delay of the retries decides.
  return millis > 0 ? Math.min(millis, MAX_RETRY_AFTER_MILLIS) : null;
}
