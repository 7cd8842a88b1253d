import { defineSearchAttributeKey } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { REPORT_WORKFLOW, reportWorkflowId, SEARCH_ATTRIBUTES } from '../../contract/names';
import type { ReportInput, StandingReportInput } from '../../contract/workflow-inputs';
import { records } from '../kit/activity-proxies';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, SEARCH_ATTRIBUTES.status.type);
const method = defineSearchAttributeKey(SEARCH_ATTRIBUTES.method.name, SEARCH_ATTRIBUTES.method.type);

/**
 * What the Schedule of a standing report runs: starts a report, and ends. The report's id is that of this workflow's first
 * run, so that the Schedule's own list of runs names the reports.
 */
export async function standingReport(input: StandingReportInput): Promise<{ readonly reportId: string }> {
  const { name, options, emails } = input;
  const reportId = workflowInfo().firstExecutionRunId;
  const notify = await records.listNoticeTargets.executeWithOptions({ summary: 'Whom to tell' }, [emails]);
  const report: ReportInput = {
    reportId,
    options,
    requestedMicros: Date.now() * 1_000,
    requestedBy: `standing ${name}`,
    ...(notify.length > 0 ? { notify } : {}),
  };
  await startChild(REPORT_WORKFLOW, {
    workflowId: reportWorkflowId(reportId),
    args: [report],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `Uptime report, method ${options.method} (standing: ${name})`,
    typedSearchAttributes: [
      { key: status, value: 'Running' },
      { key: method, value: options.method },
    ],
  });
  return { reportId };
}
