import { z } from 'zod';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import { reportIdSchema } from './report-body';
import { findReport, type ReportStatus } from './report-status';

export const reportParamsSchema = z.object({ id: reportIdSchema });

/** @throws ApiProblem not-found */
export async function requireReport(ports: ApiPorts, reportId: string): Promise<ReportStatus> {
  const status = await findReport(ports, reportId);
  if (!status) throw unknownReport(reportId);
  return status;
}

export function unknownReport(reportId: string): ApiProblem {
  return new ApiProblem(
    'not-found',
    `No report has the id ${reportId}. GET /api/v1/reports lists all reports.`,
  );
}
