import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Service, startService, type TemporalUnderTest } from './service';
import { startTestServer, startTimeSkippingServer } from './temporal';

type Files = Readonly<Record<string, string>>;

/** Has one server for the suite, with one service for all tests. @param give passes the service to the suite. */
export function serviceForSuite(files: Files, give: (service: Service) => unknown): void {
  let service: Service;
  // Before the server's own hook: jest runs these in the order in which they are written.
  afterAll(() => service.close());
  const server = serverForSuite(startTestServer, (started) => started.stop());
  beforeAll(async () => {
    service = await startService(server(), files);
    await give(service);
  });
}

/** Has one server for the suite, with a new service for each test. @param give passes the service to the suite. */
export function serviceForEachTest(files: Files, give: (service: Service) => unknown): void {
  newServiceEachTime(
    serverForSuite(startTestServer, (started) => started.stop()),
    files,
    give,
  );
}

/** The same on a server that skips the time in which nothing happens. */
export function timeSkippingServiceForEachTest(
  files: Files,
  give: (service: Service, environment: TestWorkflowEnvironment) => unknown,
): void {
  const environment = serverForSuite(startTimeSkippingServer, (started) => started.teardown());
  newServiceEachTime(environment, files, (service) => give(service, environment()));
}

function newServiceEachTime(
  server: () => TemporalUnderTest,
  files: Files,
  give: (service: Service) => unknown,
): void {
  let service: Service;
  beforeEach(async () => {
    service = await startService(server(), files);
    await give(service);
  });
  afterEach(() => service.close());
}

/** @returns a function that returns the server, once the suite has started. */
function serverForSuite<S>(start: () => Promise<S>, stop: (server: S) => Promise<void>): () => S {
  let server: S | null = null;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    if (server !== null) await stop(server);
  });
  return () => {
    if (server === null)
      throw new Error('The server has not started yet: ask for it inside a test or a hook.');
    return server;
  };
}
