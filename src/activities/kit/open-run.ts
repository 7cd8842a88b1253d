import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { reportWorkflowId } from '../../contract/names';

/** Whether a report's run is open. Without an answer from Temporal it counts as open. */
export async function hasOpenRun(reportId: string): Promise<boolean> {
  try {
    const { status } = await getClient().workflow.getHandle(reportWorkflowId(reportId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    return !(error instanceof WorkflowNotFoundError);
  }
}
