import { z } from 'zod';
import type { Operation } from '../http/operation';
import { ApiProblem, isProblemType, PROBLEMS } from '../http/problem';
import { jsonResponse, problemResponses, problemSchema } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { wantsHtml } from '../http/wants-html';
import { sendPage } from '../pages/parts/page-layout';
import { problemPage } from '../pages/parts/problem-page';
import type { ApiPorts } from '../ports';

const paramsSchema = z.object({ type: z.string() });
const kindSchema = problemSchema.pick({ type: true, title: true, status: true });

/** Explains the `type` of a problem, at the address that the type is. */
export function showProblem({ temporalUiUrl }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/problems/{type}',
    scope: 'open',
    summary: 'What the type of a problem means',
    tags: ['Problems'],
    request: { params: paramsSchema },
    responses: {
      200: jsonResponse('The type and its meaning.', kindSchema),
      ...problemResponses('not-found'),
    },
    handle: (req, res) => {
      const { type } = readInput(paramsSchema, req.params);
      if (!isProblemType(type))
        throw new ApiProblem('not-found', 'There is no problem of this type. docs/api.md lists the types.');
      const { title, status } = PROBLEMS[type];
      res.vary('Accept');
      if (!wantsHtml(req)) return res.json({ type: `/problems/${type}`, title, status });
      const main = problemPage({ type, detail: 'docs/api.md says when this happens.' });
      sendPage(res, { title, main, temporalUiUrl });
    },
  };
}
