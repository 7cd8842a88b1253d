import type { ReportPins } from '../../contract/report';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import { COMPLETED_PROBLEMS, requireCompleted } from '../reports/require-completed';
import { requireReport } from '../reports/require-report';

export const FIGURES_PROBLEMS = [...COMPLETED_PROBLEMS, 'figures-not-kept', 'storage-damaged'] as const;

/** A finished report's figures never change; who may read them is asked again after an hour. */
export const FIGURES_CACHING = 'private, max-age=3600';

/** A completed report whose figures are kept. */
export interface ReportFigures {
  readonly id: string;
  readonly method: ReportPins['method'];
  readonly pins: ReportPins;
}

/** @throws ApiProblem where there is no such report, or nothing to read of it, and why. */
export async function requireFigures(ports: ApiPorts, reportId: string): Promise<ReportFigures> {
  const status = await requireReport(ports, reportId);
  requireCompleted(status);
  const { id, pins } = status;
  if (pins === null || !(await ports.reading.hasFigures(id))) {
    throw new ApiProblem(
      'figures-not-kept',
      `Of report ${id} the files alone are kept, since it was made by an older version. Ask for a new one with the same options.`,
    );
  }
  return { id, method: pins.method, pins };
}
