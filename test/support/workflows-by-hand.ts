import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import type { IngestSummary } from '../../src/contract/inputs';
import type { MaintenanceSummary } from '../../src/contract/maintenance';
import { reportWorkflowId } from '../../src/contract/names';
import type { ReportOptions } from '../../src/contract/report';
import type { ReportResult } from '../../src/contract/report-payloads';
import { ingest } from '../../src/workflows/ingest/ingest';
import { maintain } from '../../src/workflows/maintain/maintain';
import { report } from '../../src/workflows/report/report';
import { askFor } from './ask-for';

type CallActivity = (name: string, args: readonly unknown[]) => Promise<unknown>;

const mockRun = { id: '', call: null as CallActivity | null };

/** The calls of Temporal that workflow code makes: activities run at once, in this process. */
jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual('@temporalio/workflow'),
  proxyActivities: () =>
    new Proxy(
      {},
      {
        get: (_target, name) => {
          const call = (...args: readonly unknown[]) => mockRun.call?.(String(name), args);
          return Object.assign(call, {
            executeWithOptions: (_options: unknown, args: readonly unknown[]) => call(...args),
          });
        },
      },
    ),
  CancellationScope: { nonCancellable: (run: () => unknown) => run() },
  log: { info: () => undefined },
  patched: () => true,
  setHandler: () => undefined,
  setCurrentDetails: () => undefined,
  upsertSearchAttributes: () => undefined,
  workflowInfo: () => ({ workflowId: mockRun.id, runId: mockRun.id, firstExecutionRunId: mockRun.id }),
}));

/** What a run has behind it, as its history would hold it: another process goes on from there. */
export interface Past {
  readonly id: string;
  readonly startedMicros: number;
  readonly results: Map<string, unknown>;
  readonly attempts: Map<string, number>;
  /** An activity that is tried for hours has failed some times: a person repairs what is broken. */
  readonly repair: () => void;
}

export function newPast(
  { clock }: Pick<ActivityPorts, 'clock'>,
  repair: Past['repair'] = () => undefined,
): Past {
  return { id: randomUUID(), startedMicros: clock(), results: new Map(), attempts: new Map(), repair };
}

/** Runs the real workflow `ingest` over real activities, without a Temporal server. */
export function ingestInProcess(ports: ActivityPorts, past = newPast(ports)): Promise<IngestSummary> {
  return inProcess(ports, past, () => ingest({ trigger: 'test' }));
}

/** The same for the workflow `report`. @throws the failure that the run ends with */
export function reportInProcess(
  ports: ActivityPorts,
  options: ReportOptions,
  past = newPast(ports),
): Promise<ReportResult> {
  return inProcess(ports, past, async () => report(await askFor(ports, past.id, options)));
}

/** The same for the workflow `maintain`. */
export function maintainInProcess(ports: ActivityPorts, past = newPast(ports)): Promise<MaintenanceSummary> {
  return inProcess(ports, past, () => maintain({ trigger: 'test' }));
}

async function inProcess<T>(ports: ActivityPorts, past: Past, run: () => Promise<T>): Promise<T> {
  const activities = new Map<string, (...args: never[]) => Promise<unknown>>(
    Object.entries(createActivities(ports)),
  );
  const calls = new Map<string, number>();
  mockRun.id = past.id;
  mockRun.call = async (name, args) => {
    const activity = activities.get(name);
    if (!activity) throw new Error(`There is no activity ${name}`);
    // As in a history: payloads pass as JSON.
    const payload = JSON.stringify(args);
    // A workflow may do the same again.
    const call = `${name} ${payload}`;
    const times = (calls.get(call) ?? 0) + 1;
    calls.set(call, times);
    const event = `${call} ${times}`;
    if (past.results.has(event)) return past.results.get(event);
    const sent: never[] = JSON.parse(payload);
    const result = await retried(past, name, event, (environment) => environment.run(activity, ...sent));
    past.results.set(event, result);
    return result;
  };
  try {
    return await run();
  } finally {
    mockRun.call = null;
  }
}

const ATTEMPTS = 5;
const TRIED_FOR_HOURS: ReadonlySet<string> = new Set([
  ...['beginIngestion', 'reject', 'endIngestion', 'settle', 'recordMaintenance'],
  ...['append', 'makeVersions'],
]);

/** Repeats what Temporal would repeat, at once. */
async function retried<T>(
  { id, attempts, repair }: Past,
  name: string,
  event: string,
  run: (environment: MockActivityEnvironment) => Promise<T>,
): Promise<T> {
  const most = TRIED_FOR_HOURS.has(name) ? 2 * ATTEMPTS : ATTEMPTS;
  const workflowExecution = { workflowId: reportWorkflowId(id), runId: id };
  for (let made = 1; ; made++) {
    const attempt = (attempts.get(event) ?? 0) + 1;
    attempts.set(event, attempt);
    const logger = new DefaultLogger('ERROR', () => undefined);
    try {
      return await run(new MockActivityEnvironment({ attempt, workflowExecution }, { logger }));
    } catch (error) {
      const isFinal = error instanceof ApplicationFailure && error.nonRetryable;
      if (isFinal || made === most) throw error;
      if (made === ATTEMPTS) repair();
    }
  }
}
