import { ApiProblem } from '../http/problem';
import type { ReportStatus } from './report-status';

/** The problems of a request that needs a completed report. */
export const COMPLETED_PROBLEMS = [
  'invalid-input',
  'not-found',
  'not-ready',
  'report-failed',
  'report-cancelled',
  'unavailable',
] as const;

/** @throws ApiProblem not-ready, report-failed or report-cancelled where the report has no result */
export function requireCompleted({ id, state, message }: ReportStatus): void {
  switch (state) {
    case 'Running':
      throw new ApiProblem('not-ready', `Report ${id} is still running. Try again in a moment.`, {
        headers: { 'Retry-After': '1' },
      });
    case 'Failed':
      throw new ApiProblem('report-failed', `Report ${id} failed: ${message ?? 'no reason is known.'}`);
    case 'Cancelled':
      throw new ApiProblem('report-cancelled', `Report ${id} was cancelled. Request a new report.`);
    case 'Completed':
  }
}
