import { type NoticeTarget, toNoticeTargets } from '../../contract/notices';
import { noticeTargets } from '../../domain/report/notice-targets';
import type { ActivityPorts } from '../ports';

/** Lists the recipients for runs of standing reports that a release before 0.4 began. */
export function createListNoticeTargets({ catalogue }: ActivityPorts) {
  return async (emails: readonly string[]): Promise<NoticeTarget[]> =>
    noticeTargets(await catalogue.webhooks.all(), toNoticeTargets({ emails }));
}
