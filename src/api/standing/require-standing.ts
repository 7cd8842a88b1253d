import type { StandingReport } from '../../contract/standing-report';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { noStandingReport } from '../../temporal/schedules/standing-report-state';

/** @throws LoopwatchError NOT_FOUND */
export async function requireStanding(
  { standing }: Pick<Catalogue, 'standing'>,
  id: string,
): Promise<StandingReport> {
  const definition = await standing.get(id);
  if (definition === null) throw noStandingReport(id);
  return definition;
}
