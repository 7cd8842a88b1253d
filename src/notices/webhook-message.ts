import { createHash } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import { formatInstant, formatInstantOrNull } from '../domain/time/instants';
import { eventOf, linksOf, type Notice } from './notice';

/** A message of the Standard Webhooks convention, ready to be sent. */
export interface WebhookMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Signing {
  readonly webhookId: string;
  /** Each signs; a receiver needs to know one of them. */
  readonly secrets: readonly string[];
  readonly publicUrl: string;
  /** Of this attempt. */
  readonly nowMicros: number;
}

/** Body and id are the same in every attempt, so that a receiver knows a message that came before; the time is the attempt's. */
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
