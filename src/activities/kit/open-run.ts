import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { reportWorkflowId } from '../../contract/names';

/** Whether a report's run goes on. Where Temporal does not answer nothing is known of it, and it counts as going on. */
export async function hasOpenRun(reportId: string): Promise<boolean> {
  try {
    const { status } = await getClient().workflow.getHandle(reportWorkflowId(reportId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    return !(error instanceof WorkflowNotFoundError);
  }
}
