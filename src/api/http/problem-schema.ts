import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { PROBLEMS, type ProblemType } from './problem';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ format: 'uri-reference', description: 'Stable, for example /problems/not-found.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong and what to do.' }),
    errors: z
      .array(z.object({ field: z.string(), fault: z.string() }))
      .optional()
      .meta({ description: 'For invalid input: each field and what it must be.' }),
  })
  .meta({ id: 'Problem', description: 'A request that failed (RFC 9457).' });

/** The OpenAPI description of these problems, one answer per status. Where a part may not answer, its disk may be full. */
export function problemResponses(...types: readonly ProblemType[]): RouteConfig['responses'] {
  const statuses = new Map<number, string[]>();
  for (const type of types.includes('unavailable') ? [...types, 'storage-full' as const] : types) {
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

/** The OpenAPI description of the answer to a start, with the headers that say where and when to look. */
export function acceptedResponse(description: string, schema: z.ZodType) {
  return {
    ...jsonResponse(description, schema),
    headers: {
      Location: { description: 'The address of what was started.', schema: { type: 'string' as const } },
      'Retry-After': {
        description: 'Seconds to wait before the first look.',
        schema: { type: 'integer' as const },
      },
    },
  };
}

/** The problems of a JSON request that starts something. */
export const STARTING_PROBLEMS = [
  'invalid-input',
  'forbidden',
  'body-too-large',
  'unsupported-media-type',
  'unavailable',
] as const satisfies readonly ProblemType[];
