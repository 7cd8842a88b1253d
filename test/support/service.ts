import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { z } from 'zod';
import { type Activities, createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import type { Places } from '../../src/cli/process/open-ports';
import type { IngestSummary } from '../../src/contract/inputs';
import { INGEST_WORKFLOW, REPORT_WORKFLOW, reportWorkflowId } from '../../src/contract/names';
import type { NoticeSettings, NoticeTarget } from '../../src/contract/notices';
import type { ReportOptions } from '../../src/contract/report';
import type { ReportResult } from '../../src/contract/report-payloads';
import { FolderSource } from '../../src/sources/folder-source';
import { bundleWorkflows } from '../../src/worker/bundle-workflows';
import { askFor } from './ask-for';
import { openWorkerPorts } from './ports';
import { askKeeper, hasKeeper } from './run/ask-keeper';

export const POLLS = 'store_id,status,timestamp_utc\n';
export const HOURS = 'store_id,day,start_time_local,end_time_local\n';
export const ZONES = 'store_id,timezone_str\n';

/** The worked example of docs/semantics.md: open 09:00–16:00 on Monday in UTC, polled each hour. */
export const WORKED_EXAMPLE = {
  'polls.csv': `${POLLS}${[
    'active',
    'inactive',
    'active',
    'inactive',
    'active',
    'active',
    'active',
    'inactive',
  ]
    .map((status, hour) => `1,${status},2023-01-23 ${String(9 + hour).padStart(2, '0')}:00:00 UTC\n`)
    .join('')}`,
  'hours.csv': `${HOURS}1,0,09:00,16:00\n`,
  'zones.csv': `${ZONES}1,UTC\n`,
};

export interface TemporalUnderTest {
  readonly client: Client;
  readonly nativeConnection: NativeConnection;
}

/** A source folder, a data folder and a worker, over a Temporal server of the tests. */
export interface Service extends TemporalUnderTest {
  readonly ports: ActivityPorts;
  readonly sourceDir: string;
  readonly taskQueue: string;
  put(name: string, text: string): void;
  /** The same service over another Temporal server. */
  on(temporal: TemporalUnderTest): Service;
  /** Runs `use` while a worker runs; `over` replaces some activities. */
  withWorker<T>(use: () => Promise<T>, over?: (activities: Activities) => Partial<Activities>): Promise<T>;
  ingest(): Promise<IngestSummary>;
  startReport(
    options?: Partial<ReportOptions>,
    notify?: readonly NoticeTarget[],
  ): Promise<{ readonly reportId: string; result(): Promise<ReportResult> }>;
  report(options?: Partial<ReportOptions>): Promise<ReportResult>;
  close(): Promise<void>;
}

let bundle: Promise<WorkflowBundleOption> | null = null;

/** A test run builds the bundle once and keeps it as a file; a script builds its own. */
export function workflowBundle(): Promise<WorkflowBundleOption> {
  bundle ??= hasKeeper() ? askKeeper('bundle', z.object({ codePath: z.string() })) : bundleWorkflows();
  return bundle;
}

export async function startService(
  temporal: TemporalUnderTest,
  files: Readonly<Record<string, string>> = {},
  notices?: NoticeSettings,
  over: Partial<Places> = {},
): Promise<Service> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-test-'));
  const sourceDir = path.join(root, 'source');
  mkdirSync(sourceDir);
  const ports = await openWorkerPorts(path.join(root, 'data'), [new FolderSource(sourceDir)], notices, over);
  const service = serviceOver(temporal, { root, sourceDir, ports });
  for (const [name, text] of Object.entries(files)) service.put(name, text);
  return service;
}

interface Place extends Pick<Service, 'sourceDir' | 'ports'> {
  readonly root: string;
}

/** The same with the given ports. */
export function serviceOver(temporal: TemporalUnderTest, place: Place): Service {
  // A separate queue, so that no other test's worker takes these tasks.
  return serviceOn(temporal, { ...place, taskQueue: `test-${randomUUID()}` });
}

function serviceOn(temporal: TemporalUnderTest, place: Place & Pick<Service, 'taskQueue'>): Service {
  const { root, sourceDir, taskQueue, ports } = place;
  const service: Service = {
    ...temporal,
    on: (other) => serviceOn(other, place),
    ports,
    sourceDir,
    taskQueue,
    put(name, text) {
      writeFileSync(path.join(sourceDir, name), text);
      utimesSync(path.join(sourceDir, name), 1e9, 1e9);
    },
    async withWorker(use, over) {
      const activities = createActivities(ports);
      const worker = await Worker.create({
        connection: temporal.nativeConnection,
        namespace: temporal.client.options.namespace,
        taskQueue,
        identity: 'worker-under-test',
        workflowBundle: await workflowBundle(),
        activities: { ...activities, ...over?.(activities) },
        // Each test has its own queue and worker, so cached workflows are never used again.
        maxCachedWorkflows: 40,
      });
      return worker.runUntil(use());
    },
    ingest: () =>
      temporal.client.workflow.execute<(input: unknown) => Promise<IngestSummary>>(INGEST_WORKFLOW, {
        taskQueue,
        workflowId: `ingest-${randomUUID()}`,
        args: [{ trigger: 'test' }],
      }),
    async startReport(options, notify) {
      const reportId = randomUUID();
      const handle = await temporal.client.workflow.start<(input: unknown) => Promise<ReportResult>>(
        REPORT_WORKFLOW,
        {
          taskQueue,
          workflowId: reportWorkflowId(reportId),
          args: [await askFor(ports, reportId, options, notify)],
        },
      );
      return { reportId, result: () => handle.result() };
    },
    report: async (options) => (await service.startReport(options)).result(),
    async close() {
      await ports.catalogue.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return service;
}
