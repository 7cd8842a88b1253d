import { DefaultLogger, type Logger as TemporalLogger } from '@temporalio/worker';
import pino, { type DestinationStream, type Logger } from 'pino';
import { z } from 'zod';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';

/** Fields that hold secrets. HTTP clients attach more of them to their errors: HIDDEN adds those. */
const SECRETS = [
  'authorization',
  'cookie',
  'apiKey',
  'api_key',
  'keyJson',
  'key_json',
  'password',
  'private_key',
  'secret',
  'token',
  'tls',
];
const HIDDEN = [
  ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  ...['config', 'request', 'response', 'metadata', 'options'].map((name) => `err.${name}`),
];

/** Writes log lines as JSON to the standard error stream: the standard output is for people. */
export function createLogger(
  settings: Pick<Settings, 'logLevel'>,
  destination: DestinationStream = pino.destination(2),
): Logger {
  const redact = { paths: HIDDEN, censor: '[hidden]' };
  return pino({ level: settings.logLevel, base: null, redact }, destination);
}

/** Puts Temporal's log lines among ours. Its lines on every step are for debugging only. */
export function temporalLogger(logger: Logger): TemporalLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { taskToken: _, error, ...facts } = z.record(z.string(), z.unknown()).parse(meta ?? {});
    const fields = {
      temporal: true,
      ...facts,
      ...(error === undefined ? {} : { reason: describeError(error) }),
    };
    if (level === 'ERROR') logger.error(fields, message);
    else if (level === 'WARN') logger.warn(fields, message);
    else logger.debug(fields, message);
  });
}

/** For commands whose output is for people: the command itself reports what goes wrong. */
export function silentLogger(): TemporalLogger {
  return new DefaultLogger('ERROR', () => undefined);
}
