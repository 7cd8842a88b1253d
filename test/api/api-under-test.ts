import type { Express } from 'express';
import pino from 'pino';
import request, { type Agent } from 'supertest';
import { createApp } from '../../src/api/app';
import type { ApiPorts } from '../../src/api/ports';
import { reportWorkflowId } from '../../src/contract/names';
import { type Service, startService } from '../support/service';
import { startTestServer, type TestServer } from '../support/temporal';

/** Stops reports before they aggregate, until released. */
export interface Hold {
  /** Once a report stands there. */
  readonly reached: Promise<void>;
  release(): void;
}

export interface ApiUnderTest {
  readonly app: Express;
  readonly api: Agent;
  readonly apiPorts: ApiPorts;
  readonly service: Service;
  readonly server: TestServer;
  /** Lines of the log, as JSON. */
  readonly log: readonly string[];
  /** Runs a worker until the end of the suite. */
  startWorker(): void;
  hold(): Hold;
  /** Starts a report through the API. @returns its id */
  start(body?: object): Promise<string>;
  /** Waits until its run has closed, however it ended. */
  untilClosed(reportId: string): Promise<void>;
  stop(): Promise<void>;
}

/** The app over a Temporal server, a catalogue and blobs of its own. */
export async function startApi(files: Readonly<Record<string, string>> = {}): Promise<ApiUnderTest> {
  const server = await startTestServer();
  const service = await startService(server, files);
  const log: string[] = [];
  const apiPorts: ApiPorts = {
    ...service.ports,
    client: server.client,
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    temporalUiUrl: 'http://127.0.0.1:8233',
    namespace: 'default',
  };
  const app = createApp(apiPorts);
  const api = request(app);
  const held: { current: { reach(): void; readonly released: Promise<void> } | null } = { current: null };
  const workerEnd = signal();
  let worker: Promise<void> = Promise.resolve();
  return {
    app,
    api,
    apiPorts,
    service,
    server,
    log,
    startWorker() {
      worker = service.withWorker(
        () => workerEnd.promise,
        ({ aggregate }) => ({
          aggregate: async (input) => {
            held.current?.reach();
            await held.current?.released;
            return aggregate(input);
          },
        }),
      );
    },
    hold() {
      const reached = signal();
      const released = signal();
      held.current = { reach: reached.fire, released: released.promise };
      return {
        reached: reached.promise,
        release: () => {
          held.current = null;
          released.fire();
        },
      };
    },
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
      workerEnd.fire();
      await worker;
      await service.close();
      await server.stop();
    },
  };
}

function signal() {
  let fire: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}
