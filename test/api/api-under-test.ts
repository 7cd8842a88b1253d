import { Worker } from '@temporalio/worker';
import type { Express } from 'express';
import pino from 'pino';
import request, { type Agent } from 'supertest';
import { type Activities, createActivities } from '../../src/activities/index';
import type { ApiPorts } from '../../src/api/ports';
import { createApp } from '../../src/api/server/app';
import type { Places } from '../../src/cli/process/open-ports';
import type { ValidateRequest } from '../../src/contract/ingest-payloads';
import {
  INGEST_NOW_WORKFLOW_ID,
  INGEST_WORKFLOW,
  reportWorkflowId,
  TASK_QUEUE,
} from '../../src/contract/names';
import type { NoticeSettings } from '../../src/contract/notices';
import type { PinRequest } from '../../src/contract/report-payloads';
import type { AggregateRequest } from '../../src/contract/stage-payloads';
import { createQueries } from '../../src/queries/create-queries';
import { createQueryTasks } from '../../src/queries/tasks';
import { sameThread } from '../../src/thread-pool/task-runner';
import { type Service, startService, workflowBundle } from '../support/service';
import { startTestServer, type TestServer } from '../support/temporal';

export interface ApiUnderTest {
  readonly app: Express;
  readonly api: Agent;
  readonly apiPorts: ApiPorts;
  readonly service: Service;
  readonly server: TestServer;
  /** Log lines as JSON. */
  readonly log: readonly string[];
  /** Runs a worker on the product's task queue until the end of the suite; `over` replaces activities. */
  startWorker(over?: Partial<Activities>): Promise<void>;
  ingest(): Promise<void>;
  /** Ingests new data through the API. @returns the ingestion's id once its run has closed */
  ingestNow(): Promise<string>;
  untilIngested(): Promise<void>;
  /**
   * Holds reports before they aggregate, or files before they are validated.
   * @returns a promise that resolves once one is held
   */
  hold(at?: 'aggregate' | 'validate'): Promise<void>;
  /** Releases held runs. Call it after each test, so that a failed test does not hold up the others. */
  release(): void;
  /** Starts a report through the API. @returns its id */
  start(body?: object): Promise<string>;
  /** Waits until the run has closed in any state. */
  untilClosed(reportId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the app with its own Temporal server, catalogue and blobs. */
export async function startApi(
  files: Readonly<Record<string, string>> = {},
  notices?: NoticeSettings,
  over: Partial<Places> = {},
): Promise<ApiUnderTest> {
  const server = await startTestServer();
  const service = await startService(server, files, notices, over);
  const log: string[] = [];
  const stopping = new AbortController();
  const apiPorts: ApiPorts = {
    ...service.ports,
    reading: createQueries(service.ports, sameThread(createQueryTasks())),
    client: server.client,
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    temporalUiUrl: 'http://127.0.0.1:8233',
    namespace: server.namespace,
    stopping: stopping.signal,
  };
  const app = createApp(apiPorts);
  const api = request(app);
  let held: { readonly at: string; readonly reached: Signal; readonly released: Signal } | null = null;
  const pass = async (at: string): Promise<void> => {
    if (held?.at !== at) return;
    held.reached.fire();
    await held.released.promise;
  };
  const untilIngested = async () => {
    const run = server.client.workflow.getHandle(INGEST_NOW_WORKFLOW_ID);
    await run.result().catch(() => undefined);
  };
  const release = () => {
    held?.released.fire();
    held = null;
  };
  let stopWorker: () => Promise<void> = async () => undefined;
  return {
    app,
    api,
    apiPorts,
    service,
    server,
    log,
    async startWorker(over = {}) {
      const activities = createActivities(service.ports);
      const worker = await Worker.create({
        connection: server.nativeConnection,
        namespace: server.namespace,
        taskQueue: TASK_QUEUE,
        workflowBundle: await workflowBundle(),
        activities: {
          ...activities,
          // Every report computes, so that equal reports can be held too.
          pin: async (input: PinRequest) => ({
            ...(await activities.pin(input)),
            course: { kind: 'compute' },
          }),
          aggregate: async (input: AggregateRequest) => {
            await pass('aggregate');
            return activities.aggregate(input);
          },
          validate: async (input: ValidateRequest) => {
            await pass('validate');
            return activities.validate(input);
          },
          ...over,
        },
      });
      const running = worker.run();
      stopWorker = async () => {
        worker.shutdown();
        await running;
      };
    },
    async ingest() {
      await server.client.workflow.execute(INGEST_WORKFLOW, {
        taskQueue: TASK_QUEUE,
        workflowId: 'ingest',
        args: [{ trigger: 'test' }],
      });
    },
    async ingestNow() {
      const { body } = await api.post('/api/v1/ingestions').expect(202);
      await untilIngested();
      return body.id;
    },
    untilIngested,
    hold(at = 'aggregate') {
      held = { at, reached: signal(), released: signal() };
      return held.reached.promise;
    },
    release,
    async start(body = {}) {
      const { body: answer } = await api.post('/api/v1/reports').send(body).expect(202);
      return answer.report_id;
    },
    async untilClosed(reportId) {
      await server.client.workflow
        .getHandle(reportWorkflowId(reportId))
        .result()
        .catch(() => undefined);
    },
    async stop() {
      stopping.abort();
      release();
      await stopWorker();
      await service.close();
      await server.stop();
    },
  };
}

interface Signal {
  readonly promise: Promise<void>;
  fire(): void;
}

function signal(): Signal {
  let fire: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire: () => fire() };
}
