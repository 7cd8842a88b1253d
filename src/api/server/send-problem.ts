import type { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
import { diskErrorOf } from '../../contract/disk-errors';
import { describeError, type ErrorCode, LoopwatchError } from '../../contract/errors';
import { ApiProblem, PROBLEMS, type ProblemType, problemTypeOf } from '../http/problem';
import { PROBLEM_MEDIA_TYPE } from '../http/problem-schema';
import { wantsHtml } from '../http/wants-html';
import { findForm } from '../pages/home/find-form';
import { sendPage } from '../pages/parts/page-layout';
import { problemPage } from '../pages/parts/problem-page';
import type { ApiPorts } from '../ports';

/** Errors of express and its body parsers. */
const httpErrorSchema = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

const PROBLEM_OF_STATUS: Readonly<Record<number, { readonly type: ProblemType; readonly detail: string }>> = {
  413: { type: 'body-too-large', detail: 'The body must have at most 1 MB.' },
  415: {
    type: 'unsupported-media-type',
    detail: 'The body must be UTF-8, with no compression or with gzip, deflate or br.',
  },
};

const RETRY_SECONDS: Partial<Readonly<Record<ErrorCode, number>>> = { UNAVAILABLE: 5, STORAGE_FULL: 60 };

/** Answers an error with an RFC 9457 problem, or with a page for a browser. Never shows a stack. */
export function sendProblem({ logger, temporalUiUrl }: ApiPorts): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = toProblem(error, req);
    if (problem.status >= 500) logger.error({ err: error, requestId: req.id }, 'a request failed');
    res.status(problem.status).set(problem.headers).set('Cache-Control', 'no-store');
    if (!req.path.startsWith('/api/') && wantsHtml(req)) {
      return sendPage(res, {
        title: PROBLEMS[problem.type].title,
        main: problemPage(problem, req.path === '/get_report' ? findForm() : null),
        temporalUiUrl,
      });
    }
    const { type, status, detail, errors } = problem;
    const body = { type: `/problems/${type}`, title: PROBLEMS[type].title, status, detail, errors };
    res.vary('Accept').type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(body));
  };
}

function toProblem(error: unknown, req: Request): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const known = error instanceof LoopwatchError ? error : diskErrorOf(error);
  if (known) {
    const seconds = RETRY_SECONDS[known.code];
    return new ApiProblem(
      problemTypeOf(known.code),
      describeError(known),
      seconds === undefined ? {} : { headers: { 'Retry-After': String(seconds) } },
    );
  }
  const parsed = httpErrorSchema.safeParse(error);
  if (!parsed.success) {
    return new ApiProblem(
      'internal',
      `This is a fault in Loopwatch. The log has the details under request ${String(req.id)}.`,
    );
  }
  const { status, type } = parsed.data;
  const ofStatus = PROBLEM_OF_STATUS[status];
  if (ofStatus) return new ApiProblem(ofStatus.type, ofStatus.detail);
  const isJson = type === 'entity.parse.failed';
  return new ApiProblem(
    'invalid-input',
    isJson ? 'The body is not valid JSON.' : 'The request cannot be read.',
  );
}
