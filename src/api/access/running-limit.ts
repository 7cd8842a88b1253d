import type { RequestHandler } from 'express';
import { noteAdmission } from '../http/asker';
import { callerOf } from '../http/caller';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';

const RETRY_SECONDS = 10;

/** Refuses another report of a key that has many running: those of other keys must not wait for all of them. */
export function runningLimit({ catalogue }: Pick<ApiPorts, 'catalogue'>, atMost: number): RequestHandler {
  /** Starts under way, which the catalogue does not count yet. */
  const starting = new Map<string, number>();
  const startingOf = (name: string) => starting.get(name) ?? 0;

  const admit = async (name: string) => {
    const before = startingOf(name);
    const running = await catalogue.reports.count({ state: 'Running', requestedBy: name });
    const all = running + Math.max(before, startingOf(name));
    if (all >= atMost) throw tooMany(name, all, atMost);
    starting.set(name, startingOf(name) + 1);
    return () => {
      const left = startingOf(name) - 1;
      if (left > 0) starting.set(name, left);
      else starting.delete(name);
    };
  };

  return (req, _res, next) => {
    if (callerOf(req)) noteAdmission(req, admit);
    next();
  };
}

function tooMany(name: string, running: number, atMost: number): ApiProblem {
  return new ApiProblem(
    'too-many-requests',
    `${running} reports of "${name}" are running, and it may have ${atMost}. Ask again once some have ended.`,
    { headers: { 'Retry-After': String(RETRY_SECONDS) } },
  );
}
