import { reportWorkflowId } from '../../contract/names';
import { callTemporal } from '../../temporal/call-temporal';
import { isRunNotFound } from '../../temporal/run-errors';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { reportSchema, toReportBody } from './report-body';
import { reportParamsSchema, requireReport } from './require-report';

/** Cancels a running report. */
export function cancelReport(ports: ApiPorts): Operation {
  return {
    method: 'delete',
    path: '/api/v1/reports/{id}',
    scope: 'trigger',
    summary: 'Cancel a running report',
    tags: ['Reports'],
    request: { params: reportParamsSchema },
    responses: {
      202: jsonResponse('The report is being cancelled. Its state is Cancelled in a moment.', reportSchema),
      ...problemResponses('invalid-input', 'forbidden', 'not-found', 'already-finished', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id } = readInput(reportParamsSchema, req.params);
      const status = await requireReport(ports, id);
      if (status.state !== 'Running') throw alreadyFinished(id, status.state);
      await requestCancel(ports, id);
      res.status(202).set('Retry-After', '1').json(toReportBody(status, ports));
    },
  };
}

async function requestCancel({ client }: ApiPorts, id: string): Promise<void> {
  try {
    await callTemporal(client, () => client.workflow.getHandle(reportWorkflowId(id)).cancel());
  } catch (error) {
    if (isRunNotFound(error)) throw alreadyFinished(id, 'finished');
    throw error;
  }
}

function alreadyFinished(id: string, state: string): ApiProblem {
  return new ApiProblem('already-finished', `Report ${id} is already ${state}, so it cannot be cancelled.`);
}
