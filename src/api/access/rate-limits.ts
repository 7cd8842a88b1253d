import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { callerOf } from '../http/caller';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import type { AccessSettings } from './access-settings';
import { runningLimit } from './running-limit';
import { WrongKeysLog } from './wrong-keys-log';

const MINUTE_MS = 60_000;

/** Each limit counts requests per minute, tells the count in RateLimit headers, and refuses the excess. */
export interface RateLimits {
  readonly requests: RequestHandler;
  readonly triggers: RequestHandler;
  readonly wrongKeys: RequestHandler;
  /** Counts no requests, but the running reports of a key. */
  readonly running: RequestHandler;
}

export function createRateLimits(
  ports: Pick<ApiPorts, 'catalogue' | 'clock' | 'logger'>,
  access: AccessSettings,
): RateLimits {
  const wrongKeys = limit('wrong-keys', access.wrongKeysPerMinute, addressOf);
  const wrongKeysLog = new WrongKeysLog();
  return {
    requests: limit('requests', access.requestsPerMinute, keyOf),
    triggers: limit('triggers', access.triggersPerMinute, keyOf),
    wrongKeys: (req, res, next) => {
      wrongKeysLog.note(ports.logger, req.ip ?? '', ports.clock());
      return wrongKeys(req, res, next);
    },
    running: runningLimit(ports, access.runningReports),
  };
}

function limit(identifier: string, perMinute: number, keyGenerator: (req: Request) => string) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    identifier,
    keyGenerator,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // The library has set Retry-After already.
    handler: (_req, _res, next) =>
      next(
        new ApiProblem(
          'too-many-requests',
          `More than ${perMinute} in a minute (${identifier}). Wait for the seconds in Retry-After.`,
        ),
      ),
  });
}

function keyOf(req: Request): string {
  const caller = callerOf(req);
  return caller ? `key ${caller.keyId}` : addressOf(req);
}

function addressOf(req: Request): string {
  return `address ${ipKeyGenerator(req.ip ?? '')}`;
}
