import {
  CancellationScope,
  defineQuery,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import { failureMessage } from '../../contract/failure-message';
import { PROGRESS_QUERY } from '../../contract/names';
import type { Progress } from '../../contract/report';
import type { ReportResult, SettleRequest } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { plainMarkdown } from '../../domain/text/plain-markdown';
import { records } from '../kit/activity-proxies';
import { showStatus } from '../kit/search-attributes';
import { makeReport } from './make-report';
import { newTracker, type Tracker } from './report-tracker';
import { tellOfEnd } from './tell-of-end';

export const progressQuery = defineQuery<Progress>(PROGRESS_QUERY);

/** Makes one report. A failure or cancellation is recorded and leaves no files. */
export async function report(input: ReportInput): Promise<ReportResult> {
  const tracker = newTracker();
  setHandler(progressQuery, () => tracker.progress);
  let result: ReportResult;
  try {
    result = await makeReport(input, tracker);
    const end = { state: 'Completed', message: null, files: result.files } as const;
    // A cancellation must not start a second `settle` beside this one: its end could win and remove the files.
    await (tracker.isOfBefore03
      ? settle(input, tracker, end)
      : CancellationScope.nonCancellable(() => settle(input, tracker, end)));
    tracker.progress = { ...tracker.progress, stage: 'done', fraction: 1 };
  } catch (error) {
    const cancelled = isCancellation(error);
    await CancellationScope.nonCancellable(() =>
      settle(input, tracker, {
        state: cancelled ? 'Cancelled' : 'Failed',
        message: cancelled ? 'The report was cancelled.' : failureMessage(error),
        files: [],
      }),
    );
    if (!cancelled) await tell(input, failureMessage(error));
    throw error;
  }
  await tell(input, 'Completed');
  return result;
}

/** A cancellation after the report's end does not stop its notices. */
function tell(input: ReportInput, end: string): Promise<void> {
  return CancellationScope.nonCancellable(() => tellOfEnd(input, end));
}

async function settle(
  input: ReportInput,
  tracker: Tracker,
  end: Pick<SettleRequest, 'state' | 'message' | 'files'>,
): Promise<void> {
  showStatus(end.state);
  setCurrentDetails(plainMarkdown(end.message ?? end.state));
  await records.settle.executeWithOptions({ summary: `Record: ${end.state}` }, [
    {
      ...input,
      ...end,
      pins: tracker.pins,
      storeCount: tracker.progress.storeCount,
      pollCount: tracker.progress.pollCount,
    },
  ]);
}
