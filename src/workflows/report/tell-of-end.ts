import { log, patched, setCurrentDetails } from '@temporalio/workflow';
import { failureMessage } from '../../contract/failure-message';
import { type NoticeTarget, nameOfTarget } from '../../contract/notices';
import type { ReportInput } from '../../contract/workflow-inputs';
import { plainMarkdown } from '../../domain/text/plain-markdown';
import { notices } from '../kit/activity-proxies';

/**
 * Sends the notices of a report's end, each by its own activity: an unreachable recipient delays no other and does not
 * change the report's end. Never throws.
 */
export async function tellOfEnd(input: ReportInput, end: string): Promise<void> {
  const { reportId, notify = [] } = input;
  // A worker before 0.2 may have ended a report whose input already names recipients.
  if (notify.length === 0 || !patched('notify-when-settled')) return;
  const told = plainMarkdown(end);
  setCurrentDetails(`${told}\n\nSending ${notify.length} notices.`);
  const results = await Promise.all(notify.map((target) => tell(reportId, target)));
  setCurrentDetails([told, '', ...results.map((line) => `* ${plainMarkdown(line)}`)].join('\n'));
}

async function tell(reportId: string, target: NoticeTarget): Promise<string> {
  const name = nameOfTarget(target);
  try {
    const { outcome, note } = await notices.notify.executeWithOptions(
      { summary: `Notify ${plainMarkdown(name)}` },
      [{ reportId, target }],
    );
    return `${name}: ${outcome}. ${note}`;
  } catch (error) {
    log.warn('a notice was not delivered', { reportId, target: name, reason: failureMessage(error) });
    return `${name}: not delivered. ${failureMessage(error)}`;
  }
}
