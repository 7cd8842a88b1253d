import { LoopwatchError } from '../../contract/errors';
import { FORMAT_FACTS, reportFileName } from '../../contract/formats';
import type { MailSettings, NoticeResult } from '../../contract/notices';
import { figuresKey } from '../../contract/report-keys';
import type { NotifyRequest } from '../../contract/report-payloads';
import { mayGetMail } from '../../domain/report/may-get-mail';
import { MailLimit } from '../../notices/mail-limit';
import { mailMessage } from '../../notices/mail-message';
import { type Mail, sendMail } from '../../notices/mail-sender';
import { eventOf, type Notice } from '../../notices/notice';
import { sendWebhook } from '../../notices/webhook-sender';
import { readQuality } from '../../storage/blobs/report-blobs';
import type { Webhook } from '../../storage/catalogue/webhook-catalogue';
import type { ActivityPorts } from '../ports';

const MAX_ATTACHED_BYTES = 10 * 1024 * 1024;

/** Sends one notice of one report's end. Reads secrets here: histories hold the input and the result. */
export function createNotify(ports: ActivityPorts) {
  const limit = new MailLimit();
  return async ({ reportId, target }: NotifyRequest): Promise<NoticeResult> => {
    const notice = await readNotice(ports, reportId);
    switch (target.kind) {
      case 'webhook':
        return tellWebhook(ports, notice, target.webhookId);
      case 'email':
        return tellByMail(ports, limit, notice, target.address);
    }
  };
}

async function readNotice({ catalogue }: ActivityPorts, reportId: string): Promise<Notice> {
  const record = await catalogue.reports.get(reportId);
  if (!record || record.finishedMicros === null)
    throw new LoopwatchError('NOT_FOUND', `The catalogue does not know the end of report ${reportId}`);
  return { ...record, reportId, finishedMicros: record.finishedMicros, totals: null, quality: null };
}

async function tellWebhook(ports: ActivityPorts, notice: Notice, webhookId: string): Promise<NoticeResult> {
  const webhook = await ports.catalogue.webhooks.get(webhookId);
  if (!webhook) return { outcome: 'skipped', note: 'It was removed.' };
  if (webhook.disabled) return { outcome: 'skipped', note: webhook.disabled.reason };
  const event = eventOf(notice);
  if (!webhook.events.includes(event)) return { outcome: 'skipped', note: `It does not ask for ${event}.` };
  const now = ports.clock();
  const receiver = { id: webhookId, url: webhook.url, secrets: secretsOf(webhook, now) };
  const outcome = await sendWebhook(notice, receiver, ports.notices, now);
  if (outcome === 'delivered') return { outcome, note: `It took ${event}.` };
  const reason = 'It answered 410: it wants no more notices.';
  await ports.catalogue.webhooks.disable(webhookId, now, reason);
  return { outcome, note: reason };
}

function secretsOf({ secret, previous }: Webhook, now: number): string[] {
  return previous && now < previous.untilMicros ? [secret, previous.secret] : [secret];
}

async function tellByMail(
  ports: ActivityPorts,
  limit: MailLimit,
  notice: Notice,
  address: string,
): Promise<NoticeResult> {
  const { mail, publicUrl } = ports.notices;
  if (mail === null) {
    const remedy = 'Set LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM for the worker.';
    throw new LoopwatchError('SETUP', 'The worker has no mail server', remedy);
  }
  await requireRecipient(ports.catalogue, notice.reportId, address, mail);
  const message = mailMessage({ ...notice, ...(await resultOf(ports, notice)) }, publicUrl);
  const attachments = await attachmentsOf(ports, notice);
  const giveBack = limit.take(mail.mailsPerHour, ports.clock());
  try {
    await sendMail({ ...message, to: address, messageKey: notice.reportId, attachments }, mail);
  } catch (error) {
    giveBack();
    throw error;
  }
  return { outcome: 'delivered', note: 'The mail server took it.' };
}

/** The request names who gets mail, and once there are keys, the settings too. */
async function requireRecipient(
  { asked, keys }: ActivityPorts['catalogue'],
  reportId: string,
  address: string,
  { recipients }: MailSettings,
): Promise<void> {
  const { emails = null } = (await asked.get(reportId)) ?? {};
  if (emails !== null && !emails.includes(address))
    throw new LoopwatchError(
      'FORBIDDEN',
      `No mail is sent to ${address}: whoever asked for report ${reportId} did not name it`,
    );
  if (mayGetMail(address, recipients) || !(await keys.exist())) return;
  throw new LoopwatchError(
    'FORBIDDEN',
    `No mail is sent to ${address}: it is not a recipient of the settings`,
    'Add the address, or its domain, to LOOPWATCH_MAIL_RECIPIENTS of the API and of the worker.',
  );
}

async function attachmentsOf({ blobs }: ActivityPorts, { files }: Notice): Promise<Mail['attachments']> {
  const mailed = files.filter(
    ({ format, sizeBytes }) => FORMAT_FACTS[format].isMailed && sizeBytes <= MAX_ATTACHED_BYTES,
  );
  return Promise.all(
    mailed.map(async ({ format, key }) => ({
      filename: reportFileName(format),
      path: await blobs.localPath(key),
    })),
  );
}

async function resultOf(
  { blobs, computing }: ActivityPorts,
  { state, reportId }: Notice,
): Promise<Pick<Notice, 'totals' | 'quality'>> {
  if (state !== 'Completed') return { totals: null, quality: null };
  return {
    totals: await computing.run('fleetTotals', {
      figuresPath: await blobs.localPath(figuresKey(reportId)),
    }),
    quality: await readQuality(blobs, reportId),
  };
}
