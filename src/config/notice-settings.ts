import { z } from 'zod';
import type { NoticeSettings } from '../contract/notices';
import { listSetting, numberSetting, setting, text } from './setting';

/** What notices need. */
export const noticeSettings = {
  LOOPWATCH_PUBLIC_URL: setting(
    z.url({ protocol: /^https?$/, error: 'must be an address, as https://uptime.example' }).optional(),
    {
      meaning: 'the address of the page in mails and webhooks, such as `https://uptime.example`',
      defaultWords: '`http://` with host and port of the page',
    },
  ),
  LOOPWATCH_SMTP_URL: setting(
    z
      .url({ protocol: /^smtps?$/, error: 'must be an address, as smtp://user:password@mail.example:587' })
      .optional(),
    {
      meaning:
        'the mail server, such as `smtp://user:password@mail.example:587`, or `smtps://` where TLS starts at once. Beyond this machine TLS is needed, unless the address ends in `?requireTLS=false`. The worker needs it to send; the API needs it to refuse what cannot be sent',
      secrecy: 'secret',
    },
  ),
  LOOPWATCH_MAIL_FROM: setting(text.optional(), {
    meaning:
      'the sender, such as `Loopwatch <reports@uptime.example>`; e-mail is sent only with both this and the mail server set',
  }),
  LOOPWATCH_MAIL_RECIPIENTS: setting(
    listSetting(
      'must be addresses and domains, separated by commas, as ann@example.com,@example.org',
      (entry) => /^[^@\s]*@[a-z0-9.-]+$/i.test(entry),
    ),
    {
      meaning:
        'who may get mail once there are API keys, separated by commas: addresses, and domains such as `@example.com`',
      defaultWords: 'nobody once there are keys; anybody before',
    },
  ),
  LOOPWATCH_MAILS_PER_HOUR: setting(numberSetting(1, 100_000).default(100), {
    meaning: 'how many mails a worker sends in an hour; more of them wait',
  }),
  LOOPWATCH_WEBHOOK_ALLOW_PRIVATE: setting(
    z.enum(['true', 'false'], 'must be true or false').default('false'),
    {
      meaning:
        '`true` allows webhooks to this machine and its network, and without TLS: [notices.md](notices.md)',
    },
  ),
};

export function readNotices(
  values: z.output<z.ZodObject<typeof noticeSettings>>,
  page: { readonly host: string; readonly port: number },
): NoticeSettings {
  const { LOOPWATCH_SMTP_URL: smtpUrl, LOOPWATCH_MAIL_FROM: from } = values;
  const host = page.host.includes(':') ? `[${page.host}]` : page.host;
  const publicUrl = values.LOOPWATCH_PUBLIC_URL ?? `http://${host}:${page.port}`;
  return {
    mail:
      smtpUrl && from
        ? {
            smtpUrl,
            from,
            recipients: values.LOOPWATCH_MAIL_RECIPIENTS,
            mailsPerHour: values.LOOPWATCH_MAILS_PER_HOUR,
          }
        : null,
    allowPrivateWebhooks: values.LOOPWATCH_WEBHOOK_ALLOW_PRIVATE === 'true',
    publicUrl: publicUrl.replace(/\/+$/, ''),
  };
}
