import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { createActivities } from '../../../src/activities';
import {
  PARTITIONS_WORKFLOW,
  REPORT_WORKFLOW,
  reportWorkflowId,
  STANDING_WORKFLOW,
} from '../../../src/contract/names';
import { askFor } from '../../support/ask-for';
import { defaultOptions } from '../../support/default-options';
import { type Service, WORKED_EXAMPLE } from '../../support/service';
import { serviceForSuite } from '../../support/service-hooks';

async function failureOf(call: Promise<unknown>): Promise<string> {
  return inspect(await call.catch((error: unknown) => error), { depth: 9 });
}

/** What somebody does who reaches Temporal's port and asks no API. */
describe('a run that somebody wrote into Temporal', () => {
  let service: Service;
  serviceForSuite(WORKED_EXAMPLE, async (started) => {
    service = started;
    await service.withWorker(() => service.ingest());
  });

  const run = (workflow: string, workflowId: string, input: unknown) =>
    service.withWorker(async () => {
      const { client, taskQueue } = service;
      const handle = await client.workflow.start<(input: unknown) => Promise<unknown>>(workflow, {
        taskQueue,
        workflowId,
        args: [input],
      });
      return handle.result();
    });
  const forged = (reportId: string, over: object = {}) => ({
    ...{ reportId, options: defaultOptions(), requestedMicros: 0, requestedBy: 'the owner' },
    ...over,
  });

  it('makes no report and leaves no record', async () => {
    const reportId = randomUUID();
    const made = run(REPORT_WORKFLOW, reportWorkflowId(reportId), forged(reportId));
    await expect(failureOf(made)).resolves.toContain('knows of no request for the run');
    expect(await service.ports.catalogue.reports.get(reportId)).toBeNull();
  });

  it('cannot make another report of what was asked for', async () => {
    const reportId = randomUUID();
    const input = await askFor(service.ports, reportId);
    for (const over of [{ options: { ...input.options, method: 'count' } }, { requestedBy: 'the owner' }]) {
      const workflowId = reportWorkflowId(reportId);
      await expect(failureOf(run(REPORT_WORKFLOW, workflowId, { ...input, ...over }))).resolves.toContain(
        'another report than the one that was asked for',
      );
    }
    expect(await service.ports.catalogue.reports.get(reportId)).toBeNull();
  });

  it('changes nothing of a report that there is', async () => {
    const { reportId } = await service.withWorker(() => service.report());
    const before = await service.ports.catalogue.reports.get(reportId);
    const input = { reportId, options: before?.options, requestedMicros: 0 };
    await expect(failureOf(run(REPORT_WORKFLOW, `other-${reportId}`, input))).resolves.toContain(
      'knows of no request for the run other-',
    );
    expect(await service.ports.catalogue.reports.get(reportId)).toEqual(before);
  });

  it('does not destroy a complete report, and makes and mails it no second time', async () => {
    const { reportId } = await service.withWorker(() => service.report());
    const before = await service.ports.catalogue.reports.get(reportId);
    const input = { reportId, options: before?.options, requestedMicros: before?.requestedMicros };
    const again = run(REPORT_WORKFLOW, reportWorkflowId(reportId), input);
    await expect(failureOf(again)).resolves.toContain('is complete, and is not made again');
    const cancelled = service.withWorker(async () => {
      const { client, taskQueue } = service;
      const workflowId = reportWorkflowId(reportId);
      const handle = await client.workflow.start<(input: unknown) => Promise<unknown>>(REPORT_WORKFLOW, {
        ...{ taskQueue, workflowId, args: [input] },
      });
      await handle.cancel();
      return handle.result();
    });
    await failureOf(cancelled);
    expect(await service.ports.catalogue.reports.get(reportId)).toEqual(before);
    for (const { key } of before?.files ?? []) expect(await service.ports.blobs.check(key)).toBe(true);
  });

  it('puts no words of its own into a report', async () => {
    const reportId = randomUUID();
    const input = await askFor(service.ports, reportId);
    const words = { again: { passOver: null, warnings: ['Pay Mallory'] }, requestedMicros: 7 };
    const made = await run(REPORT_WORKFLOW, reportWorkflowId(reportId), { ...input, ...words });
    expect(JSON.stringify(made)).not.toContain('Mallory');
    expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({
      requestedMicros: input.requestedMicros,
    });
  });

  it('changes no figures by the partitions of a complete report', async () => {
    const { reportId } = await service.withWorker(() => service.report());
    const before = await service.ports.catalogue.reports.get(reportId);
    const input = { reportId, partitions: 1, first: 0, step: 1 };
    await failureOf(run(PARTITIONS_WORKFLOW, `${reportWorkflowId(reportId)}-partitions-0`, input));
    expect(await service.ports.catalogue.reports.get(reportId)).toEqual(before);
    for (const { key } of before?.files ?? []) expect(await service.ports.blobs.check(key)).toBe(true);
  });

  it('mails to nobody whom the request did not name', async () => {
    const { reportId, result } = await service.withWorker(async () => {
      const started = await service.startReport({}, [{ kind: 'email', address: 'ann@example.com' }]);
      return { ...started, result: await started.result() };
    });
    expect(result.storeCount).toBe(1);
    const mail = { smtpUrl: 'smtp://127.0.0.1:1', from: 'l@example.com', recipients: [], mailsPerHour: 9 };
    const { notify } = createActivities({ ...service.ports, notices: { ...service.ports.notices, mail } });
    const tell = (address: string) => failureOf(notify({ reportId, target: { kind: 'email', address } }));
    await expect(tell('mallory@example.com')).resolves.toContain('did not name it');
    await expect(tell('ann@example.com')).resolves.toContain('The mail server did not accept the mail');
  });

  it('makes no standing report that the catalogue does not have', async () => {
    const input = { name: 'daily', options: defaultOptions(), emails: ['mallory@example.com'] };
    await service.ports.catalogue.standing.adopt([], 1);
    const workflowId = `standing-${randomUUID()}`;
    await expect(failureOf(run(STANDING_WORKFLOW, workflowId, input))).resolves.toContain(
      'The catalogue has no standing report',
    );
    await expect(failureOf(run(STANDING_WORKFLOW, 'standing-x', input))).resolves.toContain(
      'The catalogue has no standing report of the run standing-x',
    );
  });
});
