import { type NoticeTarget, toNamedTargets, toNoticeTargets } from '../../contract/notices';
import type { ReportOptions } from '../../contract/report';
import type { ReportInput } from '../../contract/workflow-inputs';
import { noticeTargets } from '../../domain/report/notice-targets';
import type { Catalogue } from './catalogue';

export interface ReportQuestion {
  readonly reportId: string;
  readonly options: ReportOptions;
  /** As in `ReportInput`. */
  readonly requestedBy: string;
  /** Recipients of a notice of its end, besides the webhooks. */
  readonly targets?: readonly NoticeTarget[];
}

/** Keeps what is asked for, before the run starts. @returns the input of the run: of what was kept first under this id. */
export async function askForReport(
  { asked, webhooks }: Pick<Catalogue, 'asked' | 'webhooks'>,
  { reportId, options, requestedBy, targets = [] }: ReportQuestion,
  nowMicros: number,
): Promise<ReportInput> {
  const { emails } = toNamedTargets(noticeTargets([], targets));
  const kept = await asked.add({ reportId, askedMicros: nowMicros, requestedBy, options, emails });
  const notify = noticeTargets(await webhooks.all(), toNoticeTargets({ emails: kept.emails ?? [] }));
  return {
    reportId,
    options: kept.options,
    requestedMicros: kept.askedMicros,
    ...(kept.requestedBy === null ? {} : { requestedBy: kept.requestedBy }),
    ...(notify.length > 0 ? { notify } : {}),
  };
}
