import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import pinoHttp from 'pino-http';
import { maskTokens } from '../store/tokens';

/** Were headers ever logged, these would not be. */
const SECRET_HEADERS = ['authorization', 'x-api-key', 'cookie', 'set-cookie'].flatMap((name) => [
  `req.headers["${name}"]`,
  `res.headers["${name}"]`,
]);

/** Logs each request with an id that its sender sees too; no headers and no bodies, so no secrets. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger: logger.child({}, { redact: SECRET_HEADERS }),
    genReqId: (_req: IncomingMessage, res: ServerResponse) => {
      const id = randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: unknown; url: unknown }) => ({
        id,
        method,
        url: maskTokens(String(url)),
      }),
      res: ({ statusCode }: { statusCode: unknown }) => ({ statusCode }),
    },
    customLogLevel: (req, res) => {
      if (res.statusCode >= 500) return 'error';
      if (res.statusCode >= 400) return 'warn';
      return req.method === 'GET' || req.method === 'HEAD' ? 'debug' : 'info';
    },
  });
}
