import {
  ParentClosePolicy,
  patched,
  setCurrentDetails,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { REPORT_WORKFLOW } from '../../contract/names';
import type { EarlierStandingInput, ReportInput, StandingReportInput } from '../../contract/workflow-inputs';
import { reportRunOptions } from '../../domain/report/report-run-options';
import { plainMarkdown } from '../../domain/text/plain-markdown';
import { records } from '../kit/activity-proxies';

/**
 * Runs by the Schedule of a standing report: starts a report, and ends. The report takes the id of this workflow's first
 * run, so the Schedule's own list of runs names the reports.
 */
export async function standingReport(
  input: StandingReportInput | EarlierStandingInput,
): Promise<{ readonly reportId: string }> {
  setCurrentDetails(plainMarkdown(input.name));
  const { firstExecutionRunId: reportId } = workflowInfo();
  const report =
    'options' in input && !patched('standing-by-id')
      ? await asTheScheduleHasIt(input, reportId)
      : await asTheCatalogueHasIt(reportId);
  await startChild(REPORT_WORKFLOW, {
    ...reportRunOptions(report, `standing: ${input.name}`),
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  return { reportId };
}

function asTheCatalogueHasIt(reportId: string): Promise<ReportInput> {
  return records.askStandingReport.executeWithOptions(
    { summary: 'Look up the standing report, ask for a report' },
    [{ reportId }],
  );
}

/** Runs of a release before 0.4. */
async function asTheScheduleHasIt(
  { name, options, emails }: EarlierStandingInput,
  reportId: string,
): Promise<ReportInput> {
  const notify = await records.listNoticeTargets.executeWithOptions(
    { summary: 'List the recipients of notices' },
    [emails],
  );
  return {
    reportId,
    options,
    requestedMicros: Date.now() * 1_000,
    requestedBy: `standing ${name}`,
    ...(notify.length > 0 ? { notify } : {}),
  };
}
