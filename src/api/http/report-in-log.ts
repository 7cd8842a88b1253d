import type { Request, Response } from 'express';
import { z } from 'zod';
import { isReportId, reportWorkflowId } from '../../contract/names';

const idSchema = z.string().refine(isReportId);
const localsSchema = z.object({ reportId: idSchema });
const byNameSchema = z.object({ report_id: idSchema });
const byPathSchema = z.object({ id: idSchema });

/** Notes the report of an answer whose request does not name it. */
export function noteReport(res: Response, reportId: string): void {
  res.locals.reportId = reportId;
}

/** The ids of the report that a request is about, for the log; empty where there is none. */
export function reportIdsOf(req: Request, res: Response): { reportId?: string; workflowId?: string } {
  const reportId =
    localsSchema.safeParse(res.locals).data?.reportId ??
    byNameSchema.safeParse(req.query).data?.report_id ??
    byNameSchema.safeParse(req.body).data?.report_id ??
    (req.path.startsWith('/api/v1/reports/') ? byPathSchema.safeParse(req.params).data?.id : undefined);
  return reportId === undefined ? {} : { reportId, workflowId: reportWorkflowId(reportId) };
}
