import { windowOf } from '../../domain/time/windows';
import { isRunAlreadyStarted } from '../../temporal/run-errors';
import { type Asker, askerOf } from '../http/asker';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { acceptedResponse, problemResponses, STARTING_PROBLEMS } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { noteReport } from '../http/report-in-log';
import type { ApiPorts } from '../ports';
import { derivedReportId } from './derived-report-id';
import { reportAcceptedSchema, reportLinks } from './report-body';
import { findReport, type ReportStatus } from './report-status';
import { COMPLETED_PROBLEMS, requireCompleted } from './require-completed';
import { reportParamsSchema, requireReport } from './require-report';
import { startAndRecord } from './start-report';

/** Starts or finds the report of the week before. */
export function previousWeek(ports: ApiPorts): Operation {
  return {
    method: 'post',
    startsReport: true,
    path: '/api/v1/reports/{id}/previous-week',
    summary: 'Start the same report as of one week earlier, for a comparison',
    description: 'A second call returns the same report.',
    tags: ['Results'],
    request: { params: reportParamsSchema },
    responses: {
      202: acceptedResponse(
        'The report was started or exists already. Location is its address.',
        reportAcceptedSchema,
      ),
      ...problemResponses(...new Set([...COMPLETED_PROBLEMS, ...STARTING_PROBLEMS])),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const previous = await startPreviousWeek(ports, id, askerOf(req));
      noteReport(res, previous.id);
      const links = reportLinks(previous, ports);
      res
        .status(202)
        .location(links.self)
        .set('Retry-After', '1')
        .json({ report_id: previous.id, state: previous.state, links });
    },
  };
}

/**
 * Finds or starts the report of the week before.
 * @throws ApiProblem where there is no completed report of this id
 */
export async function startPreviousWeek(ports: ApiPorts, id: string, asker: Asker): Promise<Started> {
  const report = await requireReport(ports, id);
  requireCompleted(report);
  for (let previousId = derivedReportId('previous-week', id); ; ) {
    const found = await findReport(ports, previousId);
    if (found?.state === 'Running' || found?.state === 'Completed') return found;
    const started = found ? null : await start(ports, report, previousId, asker);
    if (started) return started;
    // A report that failed, was cancelled or was removed stays so. The next id is derived from its id.
    previousId = derivedReportId('previous-week', id, previousId);
  }
}

type Started = Pick<ReportStatus, 'id' | 'state' | 'files'>;

/** null: a report of this id was removed. */
async function start(
  ports: ApiPorts,
  { id, options, pins }: ReportStatus,
  previousId: string,
  asker: Asker,
): Promise<Started | null> {
  if (!options || !pins) {
    throw new ApiProblem(
      'not-found',
      `The options of report ${id} are no longer stored. Request a new report.`,
    );
  }
  const asOfMicros = windowOf('week', pins.asOfMicros).fromMicros;
  try {
    return await startAndRecord(ports, {
      options: { ...options, asOfMicros },
      ...asker,
      reportId: previousId,
    });
  } catch (error) {
    if (!isRunAlreadyStarted(error)) throw error;
    return findReport(ports, previousId);
  }
}
