import type { WorkflowHandle } from '@temporalio/client';
import { PROGRESS_QUERY } from '../../contract/names';
import { type Progress, REPORT_STAGES } from '../../contract/report';

const POLL_MILLIS = 100;

/** Reports each stage that the run reaches, until the run ends. The caller awaits the result of the run. */
export async function followProgress(
  handle: WorkflowHandle,
  report: (progress: Progress) => void,
): Promise<void> {
  let reported = -1;
  for (;;) {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING' && status.name !== 'COMPLETED') return;
    const progress = await handle.query<Progress>(PROGRESS_QUERY);
    const step = progress.stage === 'done' ? REPORT_STAGES.length : REPORT_STAGES.indexOf(progress.stage);
    for (let stage = reported + 1; stage <= step; stage++) {
      report({ ...progress, stage: REPORT_STAGES[stage] ?? 'done' });
    }
    if (status.name === 'COMPLETED') return;
    reported = Math.max(reported, step);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}
