import type { NoticeTarget } from '../../contract/notices';
import { noticeTargets } from '../../domain/report/notice-targets';
import type { ActivityPorts } from '../ports';

/** Whom to tell of a standing report's next run: the webhooks as they are now, and the addresses that it names. */
export function createListNoticeTargets({ catalogue }: ActivityPorts) {
  return async (emails: readonly string[]): Promise<NoticeTarget[]> =>
    noticeTargets(await catalogue.webhooks.all(), emails);
}
