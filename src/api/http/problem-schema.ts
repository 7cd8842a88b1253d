import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { PROBLEMS, type ProblemType } from './problem';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export const problemSchema = z
  .object({
    type: z.string().meta({ format: 'uri-reference', description: 'Stable, as /problems/not-found.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong, and what to do about it.' }),
    errors: z
      .array(z.object({ field: z.string(), fault: z.string() }))
      .optional()
      .meta({ description: 'For invalid input: each field, and what it must be.' }),
  })
  .meta({ id: 'Problem', description: 'A request that cannot be answered (RFC 9457).' });

/** The OpenAPI description of the answers to failures of these types, one for each status. */
export function problemResponses(...types: readonly ProblemType[]): RouteConfig['responses'] {
  const statuses = new Map<number, string[]>();
  for (const type of types) {
    const { status, title } = PROBLEMS[type];
    statuses.set(status, [...(statuses.get(status) ?? []), `${title} (\`${type}\`)`]);
  }
  return Object.fromEntries(
    [...statuses].map(([status, titles]) => [
      status,
      { description: `${titles.join('; ')}.`, content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } } },
    ]),
  );
}

/** The OpenAPI description of a JSON answer. */
export function jsonResponse(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** The OpenAPI description of an answer to what was started and goes on: where to look, and when. */
export function acceptedResponse(description: string, schema: z.ZodType) {
  return {
    ...jsonResponse(description, schema),
    headers: {
      Location: { description: 'Where to look.', schema: { type: 'string' as const } },
      'Retry-After': { description: 'When to look first, in seconds.', schema: { type: 'integer' as const } },
    },
  };
}

/** What can be wrong with a request that starts something by JSON. */
export const STARTING_PROBLEMS = [
  'invalid-input',
  'forbidden',
  'body-too-large',
  'unsupported-media-type',
  'unavailable',
] as const satisfies readonly ProblemType[];
