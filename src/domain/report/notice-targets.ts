import { MAX_EMAILS, MAX_WEBHOOKS, type NoticeTarget } from '../../contract/notices';

/** Whom to tell of a report's end: every webhook in use, and the e-mail addresses that were named. */
export function noticeTargets(
  webhooks: readonly { readonly id: string; readonly disabled: unknown }[],
  emails: readonly string[],
): NoticeTarget[] {
  return [
    ...webhooks
      .filter(({ disabled }) => disabled === null)
      .slice(0, MAX_WEBHOOKS)
      .map(({ id }) => ({ kind: 'webhook' as const, webhookId: id })),
    ...[...new Set(emails)].slice(0, MAX_EMAILS).map((address) => ({ kind: 'email' as const, address })),
  ];
}
