import {
  MAX_EMAILS,
  MAX_WEBHOOKS,
  type NoticeTarget,
  toNamedTargets,
  toNoticeTargets,
} from '../../contract/notices';

/** Whom to tell of a report's end: every webhook in use, and each named target once. */
export function noticeTargets(
  webhooks: readonly { readonly id: string; readonly disabled: unknown }[],
  named: readonly NoticeTarget[],
): NoticeTarget[] {
  return [
    ...webhooks
      .filter(({ disabled }) => disabled === null)
      .slice(0, MAX_WEBHOOKS)
      .map(({ id }) => ({ kind: 'webhook' as const, webhookId: id })),
    ...toNoticeTargets({ emails: [...new Set(toNamedTargets(named).emails)].slice(0, MAX_EMAILS) }),
  ];
}
