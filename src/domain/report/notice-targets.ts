import { MAX_EMAILS, MAX_WEBHOOKS, type NoticeTarget } from '../../contract/notices';

/** The recipients of a notice at a report's end: every enabled webhook, and the given e-mail addresses. */
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
