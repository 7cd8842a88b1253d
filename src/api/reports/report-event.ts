import type { ReportSummaryBody } from './report-schema';
import type { ReportStatus } from './report-status';

const END_STEP = 2_000;
const EVENT_OF_STATE = {
  Running: 'progress',
  Completed: 'completed',
  Failed: 'failed',
  Cancelled: 'cancelled',
} as const satisfies Record<ReportStatus['state'], string>;

/** How far a report is, as a number that only grows: 0 where no worker says so, 1 to 1001 by its fraction, then the end. */
export function stepOf({ state, progress }: Pick<ReportStatus, 'state' | 'progress'>): number {
  if (state !== 'Running') return END_STEP;
  return progress ? 1 + Math.round(progress.fraction * 1_000) : 0;
}

/** A server-sent event. Its id is the report's step, so that any process can go on after it. */
export function reportEvent(status: ReportStatus, summary: ReportSummaryBody): string {
  return `id: ${stepOf(status)}\nevent: ${EVENT_OF_STATE[status.state]}\ndata: ${JSON.stringify(summary)}\n\n`;
}
