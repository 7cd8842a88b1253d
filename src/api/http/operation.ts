import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Scope } from '../../contract/access';
import { ApiProblem } from './problem';

/** `open`: no key is needed. */
export type OperationScope = Scope | 'open';

/** One method of one address: its OpenAPI description and its handler. */
export interface Operation extends RouteConfig {
  readonly method: 'get' | 'post' | 'delete';
  /** The scope that the caller's key needs. Default: `read` for a GET, else `trigger`. */
  readonly scope?: OperationScope;
  /** Whether no rate limit applies, as for probes. */
  readonly isUnlimited?: boolean;
  /** Whether it starts a report, of which a key may have a number running. */
  readonly startsReport?: true;
  /** Whether HEAD is refused, because this GET changes something. */
  readonly isWithoutHead?: boolean;
  readonly handle: (req: Request, res: Response) => Promise<unknown> | unknown;
}

/** Returns the checks before an operation. */
export type Guard = (
  operation: Pick<Operation, 'method' | 'isUnlimited' | 'startsReport'> & { readonly scope: OperationScope },
) => readonly RequestHandler[];

export function scopeOf({ method, scope }: Pick<Operation, 'method' | 'scope'>): OperationScope {
  return scope ?? (method === 'get' ? 'read' : 'trigger');
}

interface Before {
  readonly guard: Guard;
  /** Runs after the guard, so that only permitted bodies are read. */
  readonly readBody: readonly RequestHandler[];
}

/** Serves the operations. Another method of the same address is refused with the list of allowed methods. */
export function mountOperations(router: Router, operations: readonly Operation[], before: Before): void {
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const ofPath = operations.filter((operation) => operation.path === path);
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    const others = refuseOthers(ofPath);
    for (const operation of ofPath) {
      // Otherwise express answers HEAD with the GET handler.
      if (operation.isWithoutHead) route.head(others);
      route[operation.method](
        ...before.guard({ ...operation, scope: scopeOf(operation) }),
        ...before.readBody,
        async (req, res) => void (await operation.handle(req, res)),
      );
    }
    route.all(others);
  }
}

function refuseOthers(operations: readonly Operation[]): RequestHandler {
  const allow = operations
    .flatMap(({ method, isWithoutHead }) =>
      method === 'get' && !isWithoutHead ? ['GET', 'HEAD'] : [method.toUpperCase()],
    )
    .join(', ');
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw methodNotAllowed(req, allow);
    res.set('Allow', allow).status(204).end();
  };
}

function methodNotAllowed(req: Request, allow: string): ApiProblem {
  return new ApiProblem('method-not-allowed', `${req.path} allows ${allow}, not ${req.method}.`, {
    headers: { Allow: allow },
  });
}
