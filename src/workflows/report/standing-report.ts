import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { REPORT_WORKFLOW } from '../../contract/names';
import type { ReportInput, StandingReportInput } from '../../contract/workflow-inputs';
import { reportRunOptions } from '../../domain/report/report-run-options';
import { records } from '../kit/activity-proxies';

/**
 * Runs by the Schedule of a standing report: starts a report, and ends. The report takes the id of this workflow's first
 * run, so the Schedule's own list of runs names the reports.
 */
export async function standingReport(input: StandingReportInput): Promise<{ readonly reportId: string }> {
  const { name, options, emails } = input;
  const reportId = workflowInfo().firstExecutionRunId;
  const notify = await records.listNoticeTargets.executeWithOptions(
    { summary: 'List the recipients of notices' },
    [emails],
  );
  const report: ReportInput = {
    reportId,
    options,
    requestedMicros: Date.now() * 1_000,
    requestedBy: `standing ${name}`,
    ...(notify.length > 0 ? { notify } : {}),
  };
  await startChild(REPORT_WORKFLOW, {
    ...reportRunOptions(report, `standing: ${name}`),
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  return { reportId };
}
