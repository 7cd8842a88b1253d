import { type NoticeTarget, toNoticeTargets } from '../../contract/notices';
import { noticeTargets } from '../../domain/report/notice-targets';
import type { ActivityPorts } from '../ports';

/** Lists the recipients of a standing report's next run: the current webhooks, and its own e-mail addresses. */
export function createListNoticeTargets({ catalogue }: ActivityPorts) {
  return async (emails: readonly string[]): Promise<NoticeTarget[]> =>
    noticeTargets(await catalogue.webhooks.all(), toNoticeTargets({ emails }));
}
