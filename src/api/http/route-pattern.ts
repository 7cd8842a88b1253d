import type { Request } from 'express';
import { z } from 'zod';

const routeSchema = z.object({ path: z.string() });
/** Served without a route of their own. */
const MOUNTED = ['/assets', '/docs'];

/** The pattern of the address that answered, as `/api/v1/reports/{id}`; never the raw path, which anyone may make up. */
export function routePattern(req: Request): string {
  const route = routeSchema.safeParse(req.route);
  if (route.success) return route.data.path.replace(/:(\w+)/g, '{$1}');
  return MOUNTED.find((path) => req.originalUrl.startsWith(path)) ?? 'none';
}
