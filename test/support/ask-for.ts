import type { ActivityPorts } from '../../src/activities/ports';
import { type NoticeTarget, toNamedTargets } from '../../src/contract/notices';
import type { ReportOptions } from '../../src/contract/report';
import type { ReportInput } from '../../src/contract/workflow-inputs';
import { defaultOptions } from './default-options';

/** Keeps the request for a report, as the API does. @param notify may name webhooks that nobody made. @returns the input */
export async function askFor(
  { catalogue, clock }: Pick<ActivityPorts, 'catalogue' | 'clock'>,
  reportId: string,
  over: Partial<ReportOptions> = {},
  notify: readonly NoticeTarget[] = [],
): Promise<ReportInput> {
  const options = { ...defaultOptions(), ...over };
  const { emails } = toNamedTargets(notify);
  const asked = { reportId, askedMicros: clock(), requestedBy: null, options, emails };
  const { askedMicros: requestedMicros } = await catalogue.asked.add(asked);
  return { reportId, options, requestedMicros, ...(notify.length > 0 ? { notify } : {}) };
}
