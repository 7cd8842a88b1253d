import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import { computeWhole } from '../../src/activities/report/compute-whole';
import { NOTHING_PASSED_OVER } from '../../src/contract/input-states';
import type { ReportOptions } from '../../src/contract/report';
import { NOTHING_DONE } from '../../src/domain/wording/describe-maintenance';

const logger = new DefaultLogger('ERROR', () => undefined);

/** Runs the activities of a worker in the order of its workflows, without a Temporal server. */
export interface Driver {
  ingest(): Promise<void>;
  report(options: ReportOptions): Promise<void>;
  /** @returns what is damaged */
  maintain(): Promise<readonly string[]>;
}

export function driverOf(ports: ActivityPorts): Driver {
  const activities = createActivities(ports);
  // As in a worker, each activity has a context of its own.
  const call = <A extends unknown[], R>(activity: (...args: A) => Promise<R>, ...args: A): Promise<R> =>
    new MockActivityEnvironment({}, { logger }).run<A, R, typeof activity>(activity, ...args);
  return {
    async ingest() {
      const ingestion = { ingestionId: randomUUID(), workflowId: 'soak', trigger: 'schedule' };
      for (const sourceId of await call(activities.beginIngestion, ingestion)) {
        const { changed } = await call(activities.listSource, { ingestion, sourceId });
        for (const file of changed) {
          const fetched = await call(activities.fetch, { ingestion, file });
          if (fetched.unchanged) continue;
          const validated = await call(activities.validate, { ingestion, fetched });
          await call(activities.append, { ingestion, validated, versionsAtEnd: true });
        }
      }
      const made = await call(activities.makeVersions, { ingestion, passedOver: NOTHING_PASSED_OVER });
      await call(activities.endIngestion, {
        ingestion,
        state: 'Completed',
        filesListed: 0,
        problems: [],
        ...made,
      });
    },
    report: (options) => makeReport(activities, call, { options, requestedMicros: ports.clock() }),
    async maintain() {
      const ref = { maintenanceId: randomUUID() };
      const expired = await call(activities.expire, ref);
      for (const group of (await call(activities.planCompaction)).groups)
        await call(activities.compact, { ...ref, group });
      const swept = await call(activities.sweep);
      if (expired.more || swept.more) throw new Error('One maintenance was not enough for a day');
      const { damages } = await call(activities.verify);
      const message = 'simulated';
      const summary = { ...NOTHING_DONE, message };
      await call(activities.recordMaintenance, { ...ref, trigger: 'schedule', summary });
      return damages;
    },
  };
}

type Call = <A extends unknown[], R>(activity: (...args: A) => Promise<R>, ...args: A) => Promise<R>;

async function makeReport(
  activities: ReturnType<typeof createActivities>,
  call: Call,
  asked: { readonly options: ReportOptions; readonly requestedMicros: number },
): Promise<void> {
  const reportId = randomUUID();
  const { options } = asked;
  await call(activities.pin, { reportId, ...asked });
  const content = await computeWhole(
    {
      load: (request) => call(activities.load, request),
      localize: (request) => call(activities.localize, request),
      filter: (request) => call(activities.filter, request),
      aggregate: (request) => call(activities.aggregate, request),
    },
    reportId,
    options,
  );
  const files = await Promise.all(
    options.formats.map((format) => call(activities.render, { reportId, format, ...content })),
  );
  const end = {
    state: 'Completed',
    message: null,
    pins: content.pins,
    files,
    storeCount: content.storeCount ?? 0,
    pollCount: content.quality.polls,
  } as const;
  await call(activities.settle, { reportId, ...asked, ...end });
}
