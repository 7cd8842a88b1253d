import { createHash } from 'node:crypto';
import { describeError, LoopwatchError } from '../contract/errors';
import type { MailSettings } from '../contract/notices';
import { LOOPBACK_NAMES } from '../domain/text/host-name';
import type { MailMessage } from './mail-message';

const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 } as const;

export interface Mail extends MailMessage {
  readonly to: string;
  /** The same in every attempt, so that mail programs show a repeated mail once. */
  readonly messageKey: string;
  readonly attachments: readonly { readonly filename: string; readonly path: string }[];
}

/** @throws LoopwatchError UNAVAILABLE where a retry may help, INVALID_INPUT where the server refuses for good. */
export async function sendMail(
  mail: Mail,
  { smtpUrl, from }: Pick<MailSettings, 'smtpUrl' | 'from'>,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ url: smtpUrl, requireTLS: needsTls(smtpUrl), ...TIMEOUTS });
  try {
    await transport.sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: messageId(mail, from),
      attachments: [...mail.attachments],
      disableUrlAccess: true,
    });
  } catch (error) {
    throw new LoopwatchError(
      isFinal(error) ? 'INVALID_INPUT' : 'UNAVAILABLE',
      `The mail server did not accept the mail to ${mail.to} (${withoutLogin(describeError(error), smtpUrl).slice(0, 200)})`,
      'Check the address, LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM.',
    );
  } finally {
    transport.close();
  }
}

/** Beyond this machine a mail and its login travel encrypted, unless the address itself says `?requireTLS=false`. */
export function needsTls(smtpUrl: string): boolean {
  const { hostname, searchParams } = new URL(smtpUrl);
  const isHere = LOOPBACK_NAMES.includes(hostname) || /^127\.[\d.]+$/.test(hostname);
  return !isHere && searchParams.get('requireTLS') !== 'false';
}

/** Some servers repeat what they were sent, and histories keep errors. */
function withoutLogin(text: string, smtpUrl: string): string {
  const { username, password } = new URL(smtpUrl);
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  const base64 = (each: string) => Buffer.from(each).toString('base64');
  const told = [`\0${user}\0${secret}`, secret, user].filter((each) => /[^\0]/.test(each));
  return told
    .flatMap((each) => [each, base64(each)])
    .reduce((shown, each) => shown.replaceAll(each, '[hidden]'), text);
}

function messageId({ messageKey, to }: Mail, from: string): string {
  const hash = createHash('sha256').update(`${messageKey} ${to}`).digest('hex').slice(0, 32);
  const host = /@([\w.-]+)/.exec(from)?.[1] ?? 'loopwatch';
  return `<${hash}@${host}>`;
}

/** SMTP's 5xx. A wrong password and missing TLS are retried all the same: a person may correct them meanwhile. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  const isOfSettings = 'code' in error && (error.code === 'EAUTH' || error.code === 'ETLS');
  return !isOfSettings && Number(error.responseCode) >= 500;
}
