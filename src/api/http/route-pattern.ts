import type { Request } from 'express';
import { z } from 'zod';

const routeSchema = z.object({ path: z.string() });
/** Served without a route. */
const MOUNTED = ['/assets', '/docs'];

/**
 * The pattern of the address, for example `/api/v1/reports/{id}`. Never the raw path, which callers can make
 * up.
 */
export function routePattern(req: Request): string {
  const route = routeSchema.safeParse(req.route);
  if (route.success) return route.data.path.replace(/:(\w+)/g, '{$1}');
  return MOUNTED.find((path) => req.originalUrl.startsWith(path)) ?? 'none';
}
