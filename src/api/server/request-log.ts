import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import pinoHttp from 'pino-http';
import { maskTokens } from '../../storage/catalogue/tokens';
import { callerOf } from '../http/caller';
import { PROBES } from '../http/probes';
import { reportIdsOf } from '../http/report-in-log';

/** A safeguard: headers are not logged, and these must never be. */
const SECRET_HEADERS = ['authorization', 'x-api-key', 'cookie', 'set-cookie'].flatMap((name) => [
  `req.headers["${name}"]`,
  `res.headers["${name}"]`,
]);

const PARAMETER = /[?&][^?&]*/g;
const SECRET_NAME = /key|token|secret|password|signature/i;

/**
 * Logs each request with its id, which the caller sees too, with who asks and the ids of its report. Never logs
 * headers, bodies or parameters that look like secrets.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: logger.child({}, { redact: SECRET_HEADERS }),
    genReqId: (_req, res) => {
      const id = randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    // Otherwise pino collects the headers of every request, only to drop them.
    wrapSerializers: false,
    serializers: {
      req: ({ id, method, originalUrl }: Request) => ({
        id,
        method,
        url: maskTokens(originalUrl.replace(PARAMETER, hideSecret)),
      }),
      res: ({ statusCode }: { statusCode: unknown }) => ({ statusCode }),
    },
    customSuccessObject: (req, res, facts: object) => ({
      ...facts,
      ...whoAsks(req),
      ...reportIdsOf(req, res),
    }),
    // Its error has nothing but the status; the true one has a line of its own.
    customErrorObject: (req, res, _error, facts: object) => ({
      ...facts,
      err: undefined,
      ...whoAsks(req),
      ...reportIdsOf(req, res),
    }),
    customLogLevel: (req, res) => {
      // A service that starts is not ready, and a probe asks every few seconds: no fault of the request.
      if (PROBES.includes(req.path)) return logger.isLevelEnabled('debug') ? 'debug' : 'silent';
      if (res.statusCode >= 500) return 'error';
      if (res.statusCode >= 400) return 'warn';
      if (req.method !== 'GET' && req.method !== 'HEAD') return 'info';
      return logger.isLevelEnabled('debug') ? 'debug' : 'silent';
    },
  });
}

/** The key's id is no secret. */
function whoAsks(req: Request): object {
  const caller = callerOf(req);
  return { address: req.ip, ...(caller && { key: caller.keyId, by: caller.by }) };
}

/** Checks one parameter at a time, so that a very long address stays cheap. */
function hideSecret(parameter: string): string {
  const end = parameter.indexOf('=') + 1;
  return end > 0 && SECRET_NAME.test(parameter.slice(0, end))
    ? `${parameter.slice(0, end)}[hidden]`
    : parameter;
}
