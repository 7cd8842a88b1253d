import type { Client } from '@temporalio/client';
import type { StandingReport } from '../../contract/standing-report';
import { callTemporal } from '../call-temporal';
import { earlierStandingReports } from './earlier-standing-reports';
import { ensureStandingSchedule } from './standing-reports';

const LIMIT_MS = 60_000;

interface StandingReports {
  adoptedMicros(): Promise<number | null>;
  adopt(reports: readonly StandingReport[], nowMicros: number): Promise<void>;
  all(): Promise<readonly StandingReport[]>;
}

/**
 * Makes the Schedules of the standing reports that have none: Temporal may have lost them. Before, it takes those of a
 * release before 0.4 into the catalogue, once: from then on a Schedule that somebody writes into Temporal makes no report.
 */
export async function ensureStandingReports(
  client: Client,
  standing: StandingReports,
  nowMicros: number,
): Promise<void> {
  if ((await standing.adoptedMicros()) === null)
    await standing.adopt(
      await callTemporal(client, () => earlierStandingReports(client), LIMIT_MS),
      nowMicros,
    );
  for (const report of await standing.all())
    await callTemporal(client, () => ensureStandingSchedule(client, report), LIMIT_MS);
}
