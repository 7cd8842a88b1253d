import type { Request } from 'express';
import type { z } from 'zod';
import { describeIssues, summarizeFaults } from './describe-issues';
import { ApiProblem } from './problem';

/** @throws ApiProblem invalid-input that names each field and what it must be */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = describeIssues(parsed.error.issues);
  throw new ApiProblem('invalid-input', `${summarizeFaults(errors)}.`, { errors });
}

/** Reads a body of one of the media types. No body counts as an empty object. */
export function readBody<S extends z.ZodType>(
  schema: S,
  req: Request,
  mediaTypes: readonly string[],
): z.output<S> {
  if (!hasBody(req)) return readInput(schema, {});
  if (!req.is([...mediaTypes])) {
    throw new ApiProblem(
      'unsupported-media-type',
      `The body must be ${mediaTypes.join(' or ')}. Set the Content-Type header.`,
      { headers: { 'Accept-Post': mediaTypes.join(', ') } },
    );
  }
  return readInput(schema, req.body);
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}
