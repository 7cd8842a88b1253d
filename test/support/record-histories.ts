/**
 * `npm run record-histories -- VERSION` records the histories of the replay tests, once for each release. With names after
 * the version, it records only these.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { createActivities } from '../../src/activities/index';
import { fileOutcome } from '../../src/activities/ingest/file-outcome';
import { createListSource } from '../../src/activities/ingest/list-source';
import type { SourceFile } from '../../src/contract/inputs';
import {
  INGEST_REQUESTED_SIGNAL,
  MAINTAIN_WORKFLOW,
  partitionsWorkflowId,
  reportWorkflowId,
  STANDING_WORKFLOW,
  standingWorkflowId,
} from '../../src/contract/names';
import { type NoticeTarget, toNoticeTargets } from '../../src/contract/notices';
import type { StandingReportInput } from '../../src/contract/workflow-inputs';
import { defaultOptions } from './default-options';
import { deferred } from './deferred';
import { ODD_STORES } from './odd-stores';
import { POLLS, type Service, startService, WORKED_EXAMPLE } from './service';
import { startTestServer, type TestServer } from './temporal';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Scenario = (service: Service) => Promise<{ readonly workflowId: string; readonly firstRun?: true }>;

const scenarios: Readonly<Record<string, Scenario>> = {
  'ingest-three-new-files': (service) => service.withWorker(async () => ingested(service)),
  'ingest-nothing-new': (service) =>
    service.withWorker(async () => {
      await service.ingest();
      return ingested(service);
    }),
  'ingest-one-file-rejected': (service) => {
    service.put('broken.csv', 'store_id,status\n1,active\n');
    return service.withWorker(async () => ingested(service));
  },
  'ingest-continued-as-new': (service) =>
    service.withWorker(
      async () => ({ ...(await ingested(service)), firstRun: true }),
      () => ({ listSource: createListSource(service.ports, 2) }),
    ),
  'ingest-asked-again': (service) => {
    const asked = new Set<string>();
    return service.withWorker(
      async () => ({ ...(await ingested(service)), firstRun: true }),
      (activities) => ({
        validate: async (request) => {
          const { workflowId } = request.ingestion;
          if (!asked.has(workflowId))
            await service.client.workflow.getHandle(workflowId).signal(INGEST_REQUESTED_SIGNAL);
          asked.add(workflowId);
          return activities.validate(request);
        },
      }),
    );
  },
  'ingest-fetched-again': (service) => {
    let isFirst = true;
    return service.withWorker(
      async () => ingested(service),
      (activities) => ({
        validate: async (request) => {
          if (isFirst) await readByAnother(service, request.fetched.file);
          isFirst = false;
          return activities.validate(request);
        },
      }),
    );
  },
  'report-completed': (service) =>
    service.withWorker(async () => {
      await service.ingest();
      const { reportId } = await service.report();
      return { workflowId: reportWorkflowId(reportId) };
    }),
  'report-failed-for-want-of-polls': (service) =>
    service.withWorker(async () => {
      const { reportId, result } = await service.startReport();
      await result().catch(() => undefined);
      return { workflowId: reportWorkflowId(reportId) };
    }),
  'report-completed-and-told': (service) =>
    service.withWorker(async () => {
      await service.ingest();
      const { reportId, result } = await service.startReport({}, NOBODY_THERE);
      await result();
      return { workflowId: reportWorkflowId(reportId) };
    }),
  'report-failed-and-told': (service) =>
    service.withWorker(async () => {
      const { reportId, result } = await service.startReport({}, NOBODY_THERE);
      await result().catch(() => undefined);
      return { workflowId: reportWorkflowId(reportId) };
    }),
  'report-taken-over': (service) =>
    service.withWorker(async () => {
      await service.ingest();
      await service.report();
      const { reportId } = await service.report();
      return { workflowId: reportWorkflowId(reportId) };
    }),
  'report-waited-for': (service) => {
    const [reached, released] = [deferred(), deferred()];
    return service.withWorker(
      async () => {
        await service.ingest();
        const leading = await service.startReport();
        await reached.promise;
        const { reportId, result } = await service.startReport();
        await Promise.all([leading.result(), result()]);
        return { workflowId: reportWorkflowId(reportId) };
      },
      (activities) => ({
        filter: async (request) => {
          reached.resolve();
          await released.promise;
          return activities.filter(request);
        },
        follow: (request) => {
          released.resolve();
          return activities.follow(request);
        },
      }),
    );
  },
  'report-in-partitions': (service) => inPartitions(service, 3, reportWorkflowId),
  // The first of the 16 children has two partitions, and reports one as finished.
  'partitions-of-a-report': (service) =>
    inPartitions(service, 17, (reportId) => partitionsWorkflowId(reportId, 0)),
  'standing-report': (service) =>
    service.withWorker(async () => {
      await service.ingest();
      const [id, name] = [randomUUID(), 'daily'];
      const time = { weekday: null, hour: 7, minute: 0, timezone: 'UTC' };
      const targets = toNoticeTargets({ emails: ['a@example.com'] });
      await service.ports.catalogue.standing.add({ id, name, options: defaultOptions(), time, targets });
      const workflowId = standingWorkflowId(id);
      const input: StandingReportInput = { name };
      const { taskQueue } = service;
      await service.client.workflow.execute(STANDING_WORKFLOW, { taskQueue, workflowId, args: [input] });
      return { workflowId };
    }),
  'maintain-merged': (service) => {
    for (const hour of ['01', '02', '03'])
      service.put(`polls-${hour}.csv`, `${POLLS}1,active,2023-01-20 ${hour}:00:00\n`);
    return service.withWorker(async () => {
      await service.ingest();
      return maintained(service);
    });
  },
  'maintain-nothing-to-do': (service) => service.withWorker(async () => maintained(service)),
  'report-cancelled': (service) => {
    const reached = deferred();
    return service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, result } = await service.startReport();
        const workflowId = reportWorkflowId(reportId);
        await reached.promise;
        await service.client.workflow.getHandle(workflowId).cancel();
        await result().catch(() => undefined);
        return { workflowId };
      },
      () => ({
        filter: async () => {
          reached.resolve();
          return new Promise((_, reject) =>
            setTimeout(() => reject(new Error('cancelled meanwhile')), 1_000),
          );
        },
      }),
    );
  },
};

/** A removed webhook, and an address without a mail server. */
const NOBODY_THERE: readonly NoticeTarget[] = [
  { kind: 'webhook', webhookId: '11111111-2222-4333-8444-555555555555' },
  { kind: 'email', address: 'a@example.com' },
];

async function inPartitions(
  service: Service,
  partitions: number,
  workflowIdOf: (reportId: string) => string,
): Promise<{ readonly workflowId: string }> {
  for (const [name, text] of Object.entries(ODD_STORES)) service.put(name, text);
  return service.withWorker(
    async () => {
      await service.ingest();
      const { reportId } = await service.report({ formats: ['csv'] });
      return { workflowId: workflowIdOf(reportId) };
    },
    () => createActivities({ ...service.ports, partitions: () => partitions }),
  );
}

/** As if another ingestion had read the file since it was fetched. */
async function readByAnother({ ports }: Service, file: SourceFile): Promise<void> {
  const { sourceId, fileId, name } = file;
  const outcome = fileOutcome(file, { state: 'rejected', kind: null });
  const unread = { kind: null, fingerprint: '', mark: null, rowsKey: null, message: null, reading: null };
  const state = {
    sourceId,
    fileId,
    name,
    ...unread,
    state: 'rejected',
    quarantined: 0,
    updatedMicros: 1,
  } as const;
  await ports.catalogue.files.save(state, 'another', outcome, null);
}

async function ingested(service: Service): Promise<{ workflowId: string }> {
  await service.ingest();
  const [newest] = await service.ports.catalogue.ingestions.page(null, 1);
  return { workflowId: newest?.workflowId ?? '' };
}

async function maintained({ client, taskQueue }: Service): Promise<{ workflowId: string }> {
  const workflowId = `maintain-${randomUUID()}`;
  await client.workflow.execute(MAINTAIN_WORKFLOW, {
    taskQueue,
    workflowId,
    args: [{ trigger: 'schedule' }],
  });
  return { workflowId };
}

async function main(version: string | undefined, names: readonly string[]): Promise<void> {
  if (!version) throw new Error('Say the version that is recorded, as in: npm run record-histories -- 0.1.0');
  const folder = path.resolve('test/histories');
  mkdirSync(folder, { recursive: true });
  const server = await startTestServer();
  try {
    for (const [name, scenario] of Object.entries(scenarios)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const history = await recordOne(server, scenario);
      const json = historyToJSON(history)
        .replaceAll(process.cwd(), '')
        .replace(/"identity": "\d+@[^"]*"/g, '"identity": "client-under-test"');
      writeFileSync(path.join(folder, `${name}.${version}.json`), `${json}\n`);
      console.log(`${name}: ${history.events?.length ?? 0} events`);
    }
  } finally {
    await server.stop();
  }
}

async function recordOne(server: TestServer, scenario: Scenario): Promise<History> {
  const service = await startService(server, WORKED_EXAMPLE);
  try {
    const { workflowId, firstRun } = await scenario(service);
    const { raw } = await server.client.workflow.getHandle(workflowId).describe();
    const run = firstRun ? (raw.workflowExecutionInfo?.firstRunId ?? undefined) : undefined;
    return await server.client.workflow.getHandle(workflowId, run).fetchHistory();
  } finally {
    await service.close();
  }
}

main(process.argv[2], process.argv.slice(3)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
