import { DatabaseError } from 'pg';
import { LoopwatchError } from '../contract/errors';

const CONFLICTS = ['23505', '23503', '40001', '40P01'];
/** Wrong password, unknown database, or rights that are missing. */
const SETUPS = ['28P01', '28000', '3D000', '42501'];
/** Connections, resources, an operator's hand; a statement that took too long, a lock, a standby that cannot be written. */
const UNAVAILABLE = /^(08|53|57)|^(25006|25P03|55P03)$/;
const TLS = /CERT|SSL|TLS|SASL|SCRAM/;
const CONNECTION = /connection|timeout|not queryable|^connect |read E|write E/i;

/** Of what PostgreSQL or the way to it says; any other error stays as it is. @param location without a secret. */
export function translatePostgresError(error: unknown, location: string): unknown {
  if (error instanceof LoopwatchError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (error instanceof DatabaseError) {
    if (CONFLICTS.includes(code)) return conflict(error);
    if (SETUPS.includes(code)) return refused(error, location);
    return UNAVAILABLE.test(code) ? unavailable(error, location) : error;
  }
  if (TLS.test(code) || TLS.test(error.message)) return refused(error, location);
  if (/^E[A-Z_]+$/.test(code) || CONNECTION.test(error.message)) return unavailable(error, location);
  return error;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function conflict(cause: Error): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_CONFLICT',
    'Another process changed the same part of the catalogue at the same time',
    null,
    { cause },
  );
}

function refused(cause: Error, location: string): LoopwatchError {
  return new LoopwatchError(
    'SETUP',
    `The catalogue ${location} does not let Loopwatch in: ${cause.message}`,
    'Correct LOOPWATCH_CATALOGUE, or make the user and the database that it names; docs/operations.md says how.',
    { cause },
  );
}

function unavailable(cause: Error, location: string): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    `The catalogue ${location} cannot be reached: ${reasonOf(cause)}`,
    'See that PostgreSQL runs and that LOOPWATCH_CATALOGUE names it.',
    { cause },
  );
}

/** Several addresses that were tried in vain are an error without words. */
function reasonOf(cause: Error): string {
  if (cause.message !== '') return cause.message;
  return cause instanceof AggregateError ? cause.errors.map(String).join(', ') : codeOf(cause);
}
