import type { Client } from '@temporalio/client';
import type { StandingDefinition } from '../../contract/standing-report';
import { callTemporal } from '../call-temporal';
import { earlierStandingReports } from './standing-reports';

const LIMIT_MS = 60_000;

interface StandingReports {
  isAdopted(): Promise<boolean>;
  adopt(definitions: readonly StandingDefinition[], nowMicros: number): Promise<void>;
}

/**
 * Takes the standing reports of a release before 0.4 into the catalogue, once: from then on a Schedule that somebody
 * writes into Temporal makes no report. A new catalogue takes over those whose Schedules outlived the old one.
 */
export async function adoptStandingReports(
  client: Client,
  standing: StandingReports,
  nowMicros: number,
): Promise<void> {
  if (await standing.isAdopted()) return;
  await standing.adopt(await callTemporal(client, () => earlierStandingReports(client), LIMIT_MS), nowMicros);
}
