import type { WorkflowHandle } from '@temporalio/client';
import { PROGRESS_QUERY } from '../../contract/names';
import { type Progress, REPORT_STAGES } from '../../contract/report';

const POLL_MILLIS = 100;

/** Tells of each stage of a run, once it is reached, until the run has ended. The run's own end is for the caller to await. */
export async function followProgress(
  handle: WorkflowHandle,
  tell: (progress: Progress) => void,
): Promise<void> {
  let told = -1;
  for (;;) {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING' && status.name !== 'COMPLETED') return;
    const progress = await handle.query<Progress>(PROGRESS_QUERY);
    const step = progress.stage === 'done' ? REPORT_STAGES.length : REPORT_STAGES.indexOf(progress.stage);
    for (let stage = told + 1; stage <= step; stage++) {
      tell({ ...progress, stage: REPORT_STAGES[stage] ?? 'done' });
    }
    if (status.name === 'COMPLETED') return;
    told = Math.max(told, step);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}
