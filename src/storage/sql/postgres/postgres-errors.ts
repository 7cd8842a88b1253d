import { DatabaseError } from 'pg';
import { z } from 'zod';
import { LoopwatchError } from '../../../contract/errors';
import { conflictError } from '../translate-errors';

const CONFLICTS = ['23505', '23503', '40001', '40P01'];
/** Wrong password, unknown database, or missing permission. */
const SETUPS = ['28P01', '28000', '3D000', '42501'];
/** Connections, resources, operator intervention, statement or lock timeouts, a read-only standby. */
const UNAVAILABLE = /^(08|53|57)|^(25006|25P03|55P03)$/;
const DISK_FULL = '53100';
const TLS = /CERT|SSL|TLS|SASL|SCRAM/;
const SYSTEM = /^E[A-Z_]+$/;
const CONNECTION = /^Connection terminated|^timeout e|not queryable$|connection has been discarded$/;

const errorSchema = z.object({ code: z.string().default(''), message: z.string() });

/**
 * Translates errors of PostgreSQL and of the connection to it; returns any other error unchanged.
 * @param location without a secret, for the operator; null when anyone may read the message: the cause has the details.
 */
export function translatePostgresError(error: unknown, location: string | null): unknown {
  const { data } = errorSchema.safeParse(error);
  if (error instanceof LoopwatchError || !data) return error;
  const { code, message } = data;
  if (error instanceof DatabaseError) {
    if (CONFLICTS.includes(code)) return conflictError(error);
    if (code === DISK_FULL) return full(error, location);
    if (SETUPS.includes(code)) return refused(error, location, message);
    return UNAVAILABLE.test(code) ? unavailable(error, location, message) : error;
  }
  if (TLS.test(code) || TLS.test(message)) return refused(error, location, message);
  // When several addresses fail, the error has no message.
  if (SYSTEM.test(code) || CONNECTION.test(message)) return unavailable(error, location, message || code);
  return error;
}

function refused(cause: unknown, location: string | null, reason: string): LoopwatchError {
  return new LoopwatchError(
    'SETUP',
    location === null
      ? 'The catalogue in PostgreSQL refuses Loopwatch'
      : `The catalogue ${location} refuses Loopwatch: ${reason}`,
    'Correct LOOPWATCH_CATALOGUE, or create the user and the database that it names: see docs/operations.md.',
    { cause },
  );
}

function full(cause: unknown, location: string | null): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_FULL',
    location === null
      ? 'The disk of the catalogue in PostgreSQL is full'
      : `The disk of the catalogue ${location} is full`,
    'Free some space on it. What waits goes on by itself.',
    { cause },
  );
}

function unavailable(cause: unknown, location: string | null, reason: string): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    location === null
      ? 'The catalogue in PostgreSQL cannot be reached'
      : `The catalogue ${location} cannot be reached: ${reason}`,
    'Check that PostgreSQL runs and that LOOPWATCH_CATALOGUE names it.',
    { cause },
  );
}
