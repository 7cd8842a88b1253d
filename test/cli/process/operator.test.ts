import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { INGEST_NOW_WORKFLOW_ID } from '../../../src/contract/names';
import { createStandin } from '../../../src/standin/standin';
import { type RunningCommand, runCommand, startCommand, untilSaid } from '../../support/command';
import { deferred } from '../../support/deferred';
import { freePorts } from '../../support/free-ports';
import { startOtlpReceiver } from '../../support/peers/otlp-receiver';
import { tempFolder } from '../../support/temp-folder';
import { startTestServer, type TestServer } from '../../support/temporal';

const root = tempFolder();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

async function environment(name: string): Promise<Record<string, string>> {
  const [port, workerMetricsPort, temporalMetricsPort] = (await freePorts(3)).map(String);
  return {
    LOOPWATCH_DATA: path.join(root, name),
    LOOPWATCH_PORT: port ?? '',
    LOOPWATCH_WORKER_METRICS_PORT: workerMetricsPort ?? '',
    LOOPWATCH_TEMPORAL_METRICS_PORT: temporalMetricsPort ?? '',
    ...server.environment,
  };
}

async function stop(command: RunningCommand): Promise<string> {
  command.process.kill('SIGTERM');
  const ended = await command.ended;
  expect(ended.code).toBe(0);
  return ended.stderr;
}

async function completedReport(url: string): Promise<string> {
  const started = await fetch(`${url}/trigger_report`);
  const { report_id: id } = z.object({ report_id: z.string() }).parse(await started.json());
  await server.client.workflow.getHandle(`report-${id}`).result();
  await (await fetch(`${url}/get_report?report_id=${id}`)).text();
  return id;
}

it('shows a report in metrics, in one trace and in the log, from the request to the last activity', async () => {
  const receiver = await startOtlpReceiver();
  const env: Record<string, string> = {
    ...(await environment('seen')),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
  };
  const logged = { ...env, LOOPWATCH_LOG_LEVEL: 'debug' };
  const [worker, api] = [startCommand(['worker'], logged), startCommand(['api'], logged)];
  expect(await runCommand(['ingest'], env)).toMatchObject({ code: 0 });
  const url = await api.line('Page and API');
  const id = await completedReport(url);

  const figures = await (await fetch(`http://127.0.0.1:${env.LOOPWATCH_WORKER_METRICS_PORT}/metrics`)).text();
  for (const stage of ['fetch', 'load', 'localize', 'filter', 'aggregate'])
    expect(figures).toMatch(
      new RegExp(
        `^loopwatch_stage_duration_seconds_count\\{stage="${stage}",outcome="completed"\\} [13]$`,
        'm',
      ),
    );
  expect(figures).toMatch(/^loopwatch_report_duration_seconds_count\{state="completed"\} 1$/m);
  const sdk = await (await fetch(`http://127.0.0.1:${env.LOOPWATCH_TEMPORAL_METRICS_PORT}/metrics`)).text();
  expect(sdk).toMatch(/^temporal_workflow_completed_total\{.*workflow_type="report".*\} 1$/m);

  const lines = [...(await stop(api)).split('\n'), ...(await stop(worker)).split('\n')].filter(Boolean);
  const workflowId = `report-${id}`;
  const ofReport = lines.filter((line) => line.includes(id)).map((line): unknown => JSON.parse(line));
  const own = ofReport.filter((line) => !z.object({ temporal: z.literal(true) }).safeParse(line).success);
  expect(own.length).toBeGreaterThan(10);
  for (const line of own) expect(line).toMatchObject({ reportId: id, workflowId });
  expect(own).toContainEqual(
    expect.objectContaining({ activity: 'render', attempt: 1, msg: 'an activity completed' }),
  );

  const start = receiver.spans.find((span) => span.name === 'GET /trigger_report');
  const trace = receiver.spans.filter((span) => span.traceId === start?.traceId);
  const parents = new Map(trace.map((span) => [span.spanId, span.name]));
  const steps = trace.map(({ name, parentSpanId = '' }) => `${parents.get(parentSpanId)} > ${name}`);
  expect(steps).toEqual(
    expect.arrayContaining([
      'undefined > GET /trigger_report',
      'GET /trigger_report > StartWorkflow:report',
      'StartWorkflow:report > RunWorkflow:report',
      'RunWorkflow:report > StartActivity:load',
      'StartActivity:load > RunActivity:load',
      'StartActivity:settle > RunActivity:settle',
    ]),
  );
  expect(new Set(trace.map((span) => span.service)).size).toBe(2);
  await receiver.stop();
});

it('a stopping worker lets its activity finish, and a second signal ends it at once', async () => {
  const standin = createStandin();
  const folderId = standin.putFolder({ name: 'Polls' });
  const listening = await standin.listen(0);
  const keyFile = path.join(root, 'key.json');
  writeFileSync(keyFile, JSON.stringify(standin.serviceAccountKey));
  const env = {
    ...(await environment('stopped')),
    LOOPWATCH_LOG_LEVEL: 'debug',
    LOOPWATCH_SOURCE: `google-drive:${folderId}`,
    LOOPWATCH_GOOGLE_KEY_FILE: keyFile,
    LOOPWATCH_GOOGLE_ROOT_URL: listening.url,
  };
  const [reached, released] = [deferred(), deferred()];
  standin.fail({
    match: (request) => {
      if (request.api !== 'drive') return false;
      reached.resolve();
      return true;
    },
    times: 1,
    fault: { kind: 'slow', until: released.promise },
  });
  const first = startCommand(['worker'], env);
  const ingested = runCommand(['ingest'], env);
  await reached.promise;
  first.process.kill('SIGTERM');
  await untilSaid(first, 'DRAINING');
  released.resolve();
  expect((await first.ended).code).toBe(0);
  const second = startCommand(['worker'], env);
  expect((await ingested).code).toBe(0);
  const { events } = await server.client.workflow.getHandle(INGEST_NOW_WORKFLOW_ID).fetchHistory();
  const attempts = (events ?? []).flatMap((event) => event.activityTaskStartedEventAttributes?.attempt ?? []);
  expect(new Set(attempts)).toEqual(new Set([1]));

  const [again, never] = [deferred(), deferred()];
  standin.fail({
    match: (request) => {
      again.resolve();
      return request.api === 'drive';
    },
    times: 1,
    fault: { kind: 'slow', until: never.promise },
  });
  const late = startCommand(['ingest'], env);
  await again.promise;
  second.process.kill('SIGINT');
  await untilSaid(second, 'DRAINING');
  second.process.kill('SIGTERM');
  expect((await second.ended).code).toBe(143);
  late.process.kill();
  never.resolve();
  await listening.close();
});
