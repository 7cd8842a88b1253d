import { z } from 'zod';
import { driveRefusal, errorInfo, type Refusal, sheetsRefusal } from '../refusal';
import type { SeenRequest } from '../request';
import { parseFields, type Selection, type Shape, UnknownField } from './field-selection';

/** The parameters of every method; each method checks `alt` itself. */
export const STANDARD_PARAMETERS = {
  alt: z.enum(['json', 'media']).default('json'),
  fields: z.string().optional(),
  prettyPrint: z.string().optional(),
  quotaUser: z.string().optional(),
};

export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/**
 * Parses the query by its schema.
 * @throws Refusal also for a parameter that only Google supports: ignoring it would hide a mistake.
 */
export function readQuery<S extends z.ZodType>(schema: S, request: SeenRequest): z.output<S> {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue?.path[0] ?? '');
  throw invalidParameter(request, name);
}

export function invalidParameter(request: SeenRequest, name: string): Refusal {
  const value = request.query[name] ?? '';
  if (request.api === 'sheets')
    return sheetsRefusal('INVALID_ARGUMENT', `Invalid value at '${name}', ${JSON.stringify(value)}`);
  return driveRefusal(400, { reason: 'invalid', message: 'Invalid Value', parameter: name });
}

/** @throws Refusal in the words of each API for an unknown field. */
export function readFields(text: string, shape: Shape, request: SeenRequest): Selection {
  try {
    return parseFields(text, shape, request.api === 'sheets' ? '/.' : '/');
  } catch (error) {
    if (error instanceof UnknownField) throw unknownField(error.field, request);
    throw error;
  }
}

function unknownField(field: string, request: SeenRequest): Refusal {
  if (request.api === 'drive') {
    return driveRefusal(400, {
      reason: 'invalidParameter',
      message: `Invalid field selection ${field}`,
      parameter: 'fields',
    });
  }
  const description = `Error expanding 'fields' parameter. Cannot find matching fields for path '${field.replaceAll('/', '.')}'.`;
  return sheetsRefusal('INVALID_ARGUMENT', 'Request contains an invalid argument.', [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
    errorInfo('INVALID_FIELDS'),
  ]);
}
