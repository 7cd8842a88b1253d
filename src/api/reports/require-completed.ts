import { ApiProblem } from '../http/problem';
import type { ReportStatus } from './report-status';

/** What can be wrong with a report of which a finished one is asked. */
export const COMPLETED_PROBLEMS = [
  'invalid-input',
  'not-found',
  'not-ready',
  'report-failed',
  'report-cancelled',
  'unavailable',
] as const;

/** @throws ApiProblem not-ready, report-failed or report-cancelled where nothing can be had of the report. */
export function requireCompleted({ id, state, message }: ReportStatus): void {
  switch (state) {
    case 'Running':
      throw new ApiProblem('not-ready', `Report ${id} is still being made. Ask again in a moment.`, {
        headers: { 'Retry-After': '1' },
      });
    case 'Failed':
      throw new ApiProblem('report-failed', `Report ${id} failed: ${message ?? 'no reason is known.'}`);
    case 'Cancelled':
      throw new ApiProblem('report-cancelled', `Report ${id} was cancelled. Ask for a new one.`);
    case 'Completed':
  }
}
