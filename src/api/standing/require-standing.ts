import { LoopwatchError } from '../../contract/errors';
import type { StandingReport } from '../../contract/standing-report';
import type { Catalogue } from '../../storage/catalogue/catalogue';

/** @throws LoopwatchError NOT_FOUND */
export async function requireStanding(
  { standing }: Pick<Catalogue, 'standing'>,
  id: string,
): Promise<StandingReport> {
  const report = await standing.get(id);
  if (report !== null) return report;
  throw new LoopwatchError(
    'NOT_FOUND',
    `No standing report has the id ${id}`,
    'GET /api/v1/standing-reports lists them.',
  );
}
