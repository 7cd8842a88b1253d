/**
 * What a running report is doing. `done` is the moment before the report is Completed.
 * @param {import('../../api/reports/report-body').ReportSummaryBody['stage']} stage
 */
export function stageText(stage) {
  if (stage === null) return 'Waiting for a worker';
  return stage === 'done' ? 'Nearly done' : `Current stage: ${stage}`;
}
