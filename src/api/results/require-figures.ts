import type { ReportPins } from '../../contract/report';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import { COMPLETED_PROBLEMS, requireCompleted } from '../reports/require-completed';
import { requireReport } from '../reports/require-report';

export const FIGURES_PROBLEMS = [...COMPLETED_PROBLEMS, 'figures-not-kept', 'storage-damaged'] as const;

/** A finished report's figures never change, but access is checked again after an hour. */
export const FIGURES_CACHING = 'private, max-age=3600';

/** A completed report whose figures are stored. */
export interface ReportFigures {
  readonly id: string;
  readonly method: ReportPins['method'];
  readonly pins: ReportPins;
}

/** @throws ApiProblem where the report does not exist, has not completed or has no stored figures */
export async function requireFigures(ports: ApiPorts, reportId: string): Promise<ReportFigures> {
  const status = await requireReport(ports, reportId);
  requireCompleted(status);
  const { id, pins } = status;
  if (pins === null || !(await ports.reading.hasFigures(id))) {
    throw new ApiProblem(
      'figures-not-kept',
      `Only the files of report ${id} are stored, because an older version made it. Request a new report with the same options.`,
    );
  }
  return { id, method: pins.method, pins };
}
