import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { Request, RequestHandler, Response, Router } from 'express';
import { ApiProblem } from './problem';

/** One method of one address: its OpenAPI description, from the schemas that check it, and what answers it. */
export interface Operation extends RouteConfig {
  readonly method: 'get' | 'post' | 'delete';
  readonly handle: (req: Request, res: Response) => Promise<unknown> | unknown;
}

/** Serves the operations; another method of the same address is answered with those it takes. */
export function mountOperations(router: Router, operations: readonly Operation[]): void {
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const ofPath = operations.filter((operation) => operation.path === path);
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const { method, handle } of ofPath) route[method](async (req, res) => void (await handle(req, res)));
    route.all(refuseOthers(ofPath.map(({ method }) => method)));
  }
}

function refuseOthers(methods: readonly Operation['method'][]): RequestHandler {
  const allow = methods
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .join(', ');
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw methodNotAllowed(req, allow);
    res.set('Allow', allow).status(204).end();
  };
}

export function methodNotAllowed(req: Request, allow: string): ApiProblem {
  return new ApiProblem('method-not-allowed', `${req.path} takes ${allow}, not ${req.method}.`, {
    headers: { Allow: allow },
  });
}
