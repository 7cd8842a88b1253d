import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Scope } from '../../contract/access';
import { ApiProblem } from './problem';

/** `open`: for anyone. */
export type OperationScope = Scope | 'open';

/** One method of one address: its OpenAPI description, from the schemas that check it, and what answers it. */
export interface Operation extends RouteConfig {
  readonly method: 'get' | 'post' | 'delete';
  /** What its caller's key must allow; unsaid, `read` for a GET and `trigger` for the rest. */
  readonly scope?: OperationScope;
  /** Whether it may be asked as often as one likes, as probes do. */
  readonly isUnlimited?: boolean;
  /** Whether HEAD is refused: it would change something, as GET does here. */
  readonly isWithoutHead?: boolean;
  readonly handle: (req: Request, res: Response) => Promise<unknown> | unknown;
}

/** What stands before an operation. */
export type Guard = (
  operation: Pick<Operation, 'method' | 'isUnlimited'> & { readonly scope: OperationScope },
) => readonly RequestHandler[];

export function scopeOf({ method, scope }: Pick<Operation, 'method' | 'scope'>): OperationScope {
  return scope ?? (method === 'get' ? 'read' : 'trigger');
}

interface Before {
  readonly guard: Guard;
  /** Only what the guard lets through is read. */
  readonly readBody: readonly RequestHandler[];
}

/** Serves the operations; another method of the same address is answered with those it takes. */
export function mountOperations(router: Router, operations: readonly Operation[], before: Before): void {
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const ofPath = operations.filter((operation) => operation.path === path);
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    const others = refuseOthers(ofPath);
    for (const operation of ofPath) {
      // Otherwise HEAD is done as GET.
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
  return new ApiProblem('method-not-allowed', `${req.path} takes ${allow}, not ${req.method}.`, {
    headers: { Allow: allow },
  });
}
