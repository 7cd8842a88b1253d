import { createHash } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import { formatInstant, formatInstantOrNull } from '../domain/time/instants';
import { eventOf, linksOf, type Notice } from './notice';

/** A message as the Standard Webhooks convention defines it. */
export interface WebhookMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Signing {
  readonly webhookId: string;
  /** Every secret makes a signature: a receiver needs one of them. */
  readonly secrets: readonly string[];
  readonly publicUrl: string;
  /** The time of this attempt. */
  readonly nowMicros: number;
}

/** Every attempt has the same body and id, so a receiver recognises a repetition. Only the time differs. */
export function webhookMessage(notice: Notice, signing: Signing): WebhookMessage {
  const { webhookId, secrets, nowMicros } = signing;
  const body = JSON.stringify({
    type: eventOf(notice),
    timestamp: formatInstant(notice.finishedMicros),
    data: {
      report_id: notice.reportId,
      state: notice.state,
      message: notice.message,
      as_of: formatInstantOrNull(notice.pins?.asOfMicros ?? notice.options.asOfMicros),
      method: notice.options.method,
      store_count: notice.storeCount,
      links: linksOf(notice, signing.publicUrl),
    },
  });
  const id = messageId(notice, webhookId);
  const at = new Date(nowMicros / 1_000);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Loopwatch',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(nowMicros / 1_000_000)),
      'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, at, body)).join(' '),
    },
  };
}

function messageId(notice: Notice, webhookId: string): string {
  const facts = `${notice.reportId} ${webhookId} ${eventOf(notice)}`;
  return `msg_${createHash('sha256').update(facts).digest('hex').slice(0, 32)}`;
}
