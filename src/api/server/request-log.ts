import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import pinoHttp from 'pino-http';
import { maskTokens } from '../../storage/catalogue/tokens';
import { reportIdsOf } from '../http/report-in-log';

/** Were headers ever logged, these would not be. */
const SECRET_HEADERS = ['authorization', 'x-api-key', 'cookie', 'set-cookie'].flatMap((name) => [
  `req.headers["${name}"]`,
  `res.headers["${name}"]`,
]);

const PARAMETER = /[?&][^?&]*/g;
const SECRET_NAME = /key|token|secret|password|signature/i;

/**
 * Logs each request with an id that its sender sees too, and with the ids of the report that it is about; no headers and
 * no bodies, and of an address no value that looks like a secret.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: logger.child({}, { redact: SECRET_HEADERS }),
    genReqId: (_req, res) => {
      const id = randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    // Else every request's headers are gathered first, and then left out.
    wrapSerializers: false,
    serializers: {
      req: ({ id, method, originalUrl }: Request) => ({
        id,
        method,
        url: maskTokens(originalUrl.replace(PARAMETER, hideSecret)),
      }),
      res: ({ statusCode }: { statusCode: unknown }) => ({ statusCode }),
    },
    customSuccessObject: (req, res, facts: object) => ({ ...facts, ...reportIdsOf(req, res) }),
    customErrorObject: (req, res, _error, facts: object) => ({ ...facts, ...reportIdsOf(req, res) }),
    customLogLevel: (req, res) => {
      if (res.statusCode >= 500) return 'error';
      if (res.statusCode >= 400) return 'warn';
      if (req.method !== 'GET' && req.method !== 'HEAD') return 'info';
      return logger.isLevelEnabled('debug') ? 'debug' : 'silent';
    },
  });
}

/** One parameter of an address at a time: anyone may send a long one, and looking at it must stay cheap. */
function hideSecret(parameter: string): string {
  const end = parameter.indexOf('=') + 1;
  return end > 0 && SECRET_NAME.test(parameter.slice(0, end))
    ? `${parameter.slice(0, end)}[hidden]`
    : parameter;
}
