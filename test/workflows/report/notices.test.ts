import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { withFailures } from '../../../src/activities/kit/failures';
import { LoopwatchError } from '../../../src/contract/errors';
import { REPORT_WORKFLOW, reportWorkflowId } from '../../../src/contract/names';
import type { NoticeTarget } from '../../../src/contract/notices';
import { askFor } from '../../support/ask-for';
import { type Service, WORKED_EXAMPLE } from '../../support/service';
import { timeSkippingServiceForEachTest } from '../../support/service-hooks';

const TARGETS: readonly NoticeTarget[] = [
  { kind: 'webhook', webhookId: 'w' },
  { kind: 'email', address: 'ann@example.com' },
];

/** Runs on the time-skipping server. */
describe('notices of a report', () => {
  let environment: TestWorkflowEnvironment;
  let service: Service;
  timeSkippingServiceForEachTest(WORKED_EXAMPLE, (started, server) => {
    service = started;
    environment = server;
  });

  async function startReport(notify: readonly NoticeTarget[]) {
    const reportId = randomUUID();
    const handle = await service.client.workflow.start(REPORT_WORKFLOW, {
      taskQueue: service.taskQueue,
      workflowId: reportWorkflowId(reportId),
      args: [await askFor(service.ports, reportId, {}, notify)],
    });
    return { reportId, handle };
  }

  const unreachable = withFailures(async () => {
    throw new LoopwatchError('UNAVAILABLE', 'receiver.example answered 503');
  });

  it('are retried for half a day, then given up; the report stays completed', async () => {
    const startedMillis = await environment.currentTimeMs();
    const calls: string[] = [];
    const details = await service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, handle } = await startReport(TARGETS);
        await expect(handle.result()).resolves.toMatchObject({ reportId, storeCount: 1 });
        expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({ state: 'Completed' });
        return handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
      },
      () => ({
        notify: async ({ target }) => {
          calls.push(target.kind);
          if (target.kind === 'webhook') return unreachable();
          return { outcome: 'delivered', note: 'The mail server took it.' };
        },
      }),
    );
    expect(await environment.currentTimeMs()).toBeGreaterThan(startedMillis + 10 * 3_600_000);
    expect(calls.filter((kind) => kind === 'webhook').length).toBeGreaterThan(15);
    expect(calls.filter((kind) => kind === 'email')).toHaveLength(1);
    expect(details.currentDetails).toContain('webhook w: not delivered. receiver.example answered 503');
    expect(details.currentDetails).toContain('ann@example.com: delivered. The mail server took it.');
  });

  it('do not replace the reason of a failed report', async () => {
    const refused = withFailures(async () => {
      throw new LoopwatchError('FORBIDDEN', 'No notice is sent: it is private');
    });
    const calls = { count: 0 };
    await service.withWorker(
      async () => {
        const { reportId, handle } = await startReport(TARGETS.slice(0, 1));
        await expect(handle.result()).rejects.toThrow();
        const record = await service.ports.catalogue.reports.get(reportId);
        expect(record).toMatchObject({ state: 'Failed', message: expect.stringContaining('poll') });
      },
      () => ({
        notify: async () => {
          calls.count++;
          return refused();
        },
      }),
    );
    expect(calls.count).toBe(1);
  });

  it('are not sent if the request names no target', async () => {
    const calls = { count: 0 };
    await service.withWorker(
      async () => {
        await service.ingest();
        const { handle } = await startReport([]);
        await handle.result();
        const { events } = await handle.fetchHistory();
        expect(JSON.stringify(events)).not.toContain('notify-when-settled');
      },
      () => ({
        notify: async () => {
          calls.count++;
          return { outcome: 'delivered', note: '' };
        },
      }),
    );
    expect(calls.count).toBe(0);
  });

  it('stop when the run is cancelled; the report stays completed', async () => {
    const result = await service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, handle } = await startReport(TARGETS.slice(0, 1));
        reached.id = handle.workflowId;
        await expect(handle.result()).resolves.toMatchObject({ reportId });
        return service.ports.catalogue.reports.get(reportId);
      },
      () => ({
        notify: async () => {
          await service.client.workflow.getHandle(reached.id).cancel();
          return unreachable();
        },
      }),
    );
    expect(result).toMatchObject({ state: 'Completed' });
  });
  const reached = { id: '' };
});
