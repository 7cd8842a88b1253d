import { z } from 'zod';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import type { ApiPorts } from '../ports';
import { ingestionIdSchema, ingestionSchema, toIngestionBody } from './ingestion-body';
import { requireIngestion } from './ingestion-status';

const paramsSchema = z.object({ id: ingestionIdSchema });

/** Shows one ingestion, file by file. */
export function showIngestion(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/ingestions/{id}',
    summary: 'One ingestion, file by file',
    tags: ['Ingestions'],
    request: { params: paramsSchema },
    responses: {
      200: jsonResponse('The status.', ingestionSchema),
      ...problemResponses('invalid-input', 'not-found'),
    },
    handle: async (req, res) => {
      const { id } = readInput(paramsSchema, req.params);
      const ingestion = await requireIngestion(ports, id);
      const outcomes = await ports.catalogue.ingestions.outcomes(id);
      if (ingestion.state === 'Running') res.set('Retry-After', '1');
      res.set('Cache-Control', 'no-store').json(toIngestionBody(ingestion, outcomes));
    },
  };
}
