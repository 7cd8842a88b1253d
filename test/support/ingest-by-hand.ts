import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import { failureAbout } from '../../src/contract/failure-message';
import type { IngestionRef } from '../../src/contract/ingest-payloads';
import { NOTHING_PASSED_OVER, type PassedOver } from '../../src/contract/input-states';
import type { FileOutcome } from '../../src/contract/inputs';
import { joinPassedOver } from '../../src/domain/log/passed-over';

/**
 * Runs the activities of one ingestion like the workflow, each `times` times: retries must change nothing.
 * @param partRows the approximate number of polls per part of a file.
 * @param recordsRejections whether a file that is rejected is recorded and stops no other, as in the workflow.
 */
export async function ingestByHand(
  ports: ActivityPorts,
  times = 1,
  partRows?: number,
  recordsRejections = false,
): Promise<readonly FileOutcome[]> {
  const ingestion: IngestionRef = {
    ingestionId: `by-hand-${randomUUID()}`,
    workflowId: 'by-hand',
    trigger: 'test',
  };
  const activities = createActivities(ports, partRows);
  const environment = new MockActivityEnvironment(
    {},
    { logger: new DefaultLogger('ERROR', () => undefined) },
  );
  async function call<A extends unknown[], R>(activity: (...args: A) => Promise<R>, ...args: A): Promise<R> {
    let result = await environment.run<A, R, typeof activity>(activity, ...args);
    for (let again = 1; again < times; again++)
      result = await environment.run<A, R, typeof activity>(activity, ...args);
    return result;
  }
  let passedOver: PassedOver = NOTHING_PASSED_OVER;
  for (const sourceId of await call(activities.beginIngestion, ingestion)) {
    const listed = await call(activities.listSource, { ingestion, sourceId });
    passedOver = joinPassedOver(passedOver, listed.passedOver);
    for (const file of listed.changed) {
      const fetched = await call(activities.fetch, { ingestion, file });
      if (fetched.unchanged) continue;
      const validated = await call(activities.validate, { ingestion, fetched }).catch(
        async (error: unknown) => {
          if (!recordsRejections) throw error;
          const message = error instanceof Error ? error.message : String(error);
          const kind = failureAbout(error);
          const about = kind === null ? {} : { kind };
          await call(activities.reject, { ingestion, file, message, ...about, tryAgain: false });
          return null;
        },
      );
      if (validated === null) continue;
      await call(activities.append, { ingestion, validated, versionsAtEnd: true });
    }
  }
  const made = await call(activities.makeVersions, { ingestion, passedOver });
  const facts = { ingestion, state: 'Completed', filesListed: 0, problems: [], ...made } as const;
  return (await call(activities.endIngestion, facts)).outcomes;
}
