import type { RequestHandler } from 'express';
import { callerOf } from '../http/caller';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';

const RETRY_SECONDS = 10;

/** Refuses another report of a key that has many running: those of other keys must not wait for all of them. */
export function runningLimit({ catalogue }: Pick<ApiPorts, 'catalogue'>, atMost: number): RequestHandler {
  return async (req, _res, next) => {
    const caller = callerOf(req);
    if (!caller) return next();
    const running = await catalogue.reports.count({ state: 'Running', requestedBy: caller.name });
    if (running < atMost) return next();
    throw new ApiProblem(
      'too-many-requests',
      `${running} reports of "${caller.name}" are running, and a key may have ${atMost}. Ask again once some have ended.`,
      { headers: { 'Retry-After': String(RETRY_SECONDS) } },
    );
  };
}
