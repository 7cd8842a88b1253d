import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import type { IngestSummary } from '../../src/contract/inputs';
import type { ReportOptions } from '../../src/contract/report';
import type { ReportResult } from '../../src/contract/report-payloads';
import { ingest } from '../../src/workflows/ingest/ingest';
import { report } from '../../src/workflows/report/report';

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
  patched: () => true,
  setHandler: () => undefined,
  setCurrentDetails: () => undefined,
  upsertSearchAttributes: () => undefined,
  workflowInfo: () => ({ workflowId: mockRun.id, runId: mockRun.id, firstExecutionRunId: mockRun.id }),
}));

/** Runs the real workflow `ingest` over real activities, without a Temporal server. */
export function ingestInProcess(ports: ActivityPorts): Promise<IngestSummary> {
  return inProcess(ports, () => ingest({ trigger: 'test' }));
}

/** The same for the workflow `report`. @throws the failure that the run ends with */
export function reportInProcess(ports: ActivityPorts, options: ReportOptions): Promise<ReportResult> {
  return inProcess(ports, (reportId) => report({ reportId, options, requestedMicros: ports.clock() }));
}

async function inProcess<T>(ports: ActivityPorts, run: (id: string) => Promise<T>): Promise<T> {
  const activities = new Map<string, (...args: never[]) => Promise<unknown>>(
    Object.entries(createActivities(ports)),
  );
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => {}) });
  mockRun.id = randomUUID();
  mockRun.call = async (name, args) => {
    const activity = activities.get(name);
    if (!activity) throw new Error(`There is no activity ${name}`);
    // As in a history: payloads pass as JSON.
    const sent: never[] = JSON.parse(JSON.stringify(args));
    return retried(() => environment.run(activity, ...sent));
  };
  try {
    return await run(mockRun.id);
  } finally {
    mockRun.call = null;
  }
}

const ATTEMPTS = 5;

/** Repeats what Temporal would repeat, at once. */
async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let made = 1; ; made++) {
    try {
      return await attempt();
    } catch (error) {
      const isLast = !(error instanceof ApplicationFailure) || error.nonRetryable || made === ATTEMPTS;
      if (isLast) throw error;
    }
  }
}
