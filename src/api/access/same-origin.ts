import type { Request } from 'express';
import { ApiProblem } from '../http/problem';

/**
 * Programs send neither header, so they pass.
 * @throws ApiProblem forbidden where a browser sends this for another site's page, or prefetches it.
 */
export function requireSameOrigin(req: Request): void {
  const site = req.get('Sec-Fetch-Site');
  const origin = req.get('Origin');
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== `${req.protocol}://${req.get('Host')}`);
  if (isForeign)
    throw new ApiProblem('forbidden', 'A page of another site must not do this. Open the page of Loopwatch.');
  if (req.get('Sec-Purpose')?.includes('prefetch'))
    throw new ApiProblem('forbidden', 'This must not be prefetched.');
}
