import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Activities, createActivities } from '../../../src/activities/index';
import { METHODS } from '../../../src/contract/methods';
import { PROGRESS_QUERY, partitionsWorkflowId, reportWorkflowId } from '../../../src/contract/names';
import type { Progress, ReportOptions } from '../../../src/contract/report';
import { bucketRange, isInBuckets } from '../../../src/domain/log/buckets';
import { deferred } from '../../support/deferred';
import { ODD_STORE_IDS, ODD_STORES } from '../../support/odd-stores';
import type { Service } from '../../support/service';
import { serviceForSuite } from '../../support/service-hooks';

const FILES = ['figures.parquet', 'heat.json', 'quality.json', 'report.csv', 'report.json', 'report.pdf'];
const MOST_EVENTS = 500;
const MOST_BYTES = 1_000_000;

describe('a report in partitions', () => {
  let service: Service;

  serviceForSuite(ODD_STORES, async (started) => {
    service = started;
    await service.withWorker(() => service.ingest());
  });

  const reports = () => path.join(service.ports.blobs.location, 'reports');
  /** Runs `use` with a worker that computes every report itself, in this number of partitions. */
  const inPartitions = <T>(
    partitions: number,
    use: () => Promise<T>,
    over: (activities: Activities) => Partial<Activities> = () => ({}),
  ) =>
    service.withWorker(use, () => {
      const activities = createActivities({ ...service.ports, partitions: () => partitions });
      return { ...activities, adopt: async () => null, ...over(activities) };
    });

  /** All files of a report, with its figures. */
  async function filesOf(partitions: number, options: Partial<ReportOptions>) {
    const { reportId, storeCount, quality, coverage } = await inPartitions(partitions, () =>
      service.report(options),
    );
    const folder = path.join(reports(), reportId);
    const names = readdirSync(folder)
      .filter((name) => !name.endsWith('.sha256'))
      .sort();
    const contents = names.map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]);
    return { names, contents, storeCount, quality, coverage };
  }

  it.each(METHODS)('has the same bytes in every file for any number of partitions, by %s', async (method) => {
    const one = await filesOf(1, { method });
    expect(one.names).toEqual(method === 'count' ? FILES.filter((name) => name !== 'heat.json') : FILES);
    expect(one).toMatchObject({ storeCount: ODD_STORE_IDS.length, quality: { storesSilent: 3 } });
    expect(one.quality.disagreements).toBeGreaterThan(0);
    for (const partitions of [2, 7, 32]) expect(await filesOf(partitions, { method })).toEqual(one);
  });

  it('has the same bytes for selected stores, and lists unknown stores in the requested order', async () => {
    const storeIds = [...ODD_STORE_IDS.slice(5, 25), 'zz', 'nobody', 'zz', ...ODD_STORE_IDS.slice(5, 9)];
    const one = await filesOf(1, { storeIds });
    expect(one.quality.unknownStoreIds).toEqual(['zz', 'nobody']);
    expect(one.storeCount).toBe(20);
    expect(await filesOf(7, { storeIds })).toEqual(one);
  });

  it('has the same bytes long after the newest poll, and when only a few stores have polls', async () => {
    const late = { asOfMicros: Date.parse('2023-02-25T16:00:00Z') * 1_000 };
    const early = { asOfMicros: Date.parse('2023-01-11T00:00:00Z') * 1_000 };
    const [oneLate, oneEarly] = [await filesOf(1, late), await filesOf(1, early)];
    expect(oneLate.quality.warnings).toContainEqual(expect.stringMatching(/^The newest poll is of /));
    expect(oneEarly.storeCount).toBe(4);
    expect(await filesOf(7, late)).toEqual(oneLate);
    expect(await filesOf(7, early)).toEqual(oneEarly);
  });

  it('keeps every history small, even with the maximum number of partitions', async () => {
    const partitions = 256;
    const isEmpty = (partition: number) =>
      !ODD_STORE_IDS.some((id) => isInBuckets(id, bucketRange(partition, partitions)));
    expect(Array.from({ length: partitions }, (_, partition) => isEmpty(partition))).toContain(true);
    const { reportId, storeCount } = await inPartitions(partitions, () =>
      service.report({ formats: ['csv'] }),
    );
    expect(storeCount).toBe(ODD_STORE_IDS.length);
    const children = Array.from({ length: 16 }, (_, first) => partitionsWorkflowId(reportId, first));
    for (const workflowId of [reportWorkflowId(reportId), ...children]) {
      const { historyLength, historySize } = await service.client.workflow.getHandle(workflowId).describe();
      expect(historyLength).toBeLessThan(MOST_EVENTS);
      expect(historySize).toBeGreaterThan(0);
      expect(historySize).toBeLessThan(MOST_BYTES);
    }
  });

  const progressOf = (reportId: string) =>
    service.client.workflow.getHandle(reportWorkflowId(reportId)).query<Progress>(PROGRESS_QUERY);
  async function untilFraction(reportId: string, fraction: number): Promise<Progress> {
    const progress = await progressOf(reportId);
    return progress.fraction >= fraction ? progress : untilFraction(reportId, fraction);
  }

  it('shows progress as partitions finish', async () => {
    const released = deferred();
    await inPartitions(
      32,
      async () => {
        const { reportId, result } = await service.startReport({ formats: ['csv'] });
        // Each of the 16 children has finished the first of its two partitions.
        expect(await untilFraction(reportId, 0.4)).toMatchObject({ stage: 'filter', fraction: 0.4 });
        released.resolve();
        await result();
        expect(await progressOf(reportId)).toMatchObject({ stage: 'done', fraction: 1 });
      },
      (activities) => ({
        load: async (request) => {
          if ('part' in request && request.part.partition >= 16) await released.promise;
          return activities.load(request);
        },
      }),
    );
  });

  const statesOf = async (reportId: string, children: number) =>
    Promise.all(
      Array.from({ length: children }, async (_, first) => {
        const handle = service.client.workflow.getHandle(partitionsWorkflowId(reportId, first));
        return (await handle.describe()).status.name;
      }),
    );

  it('cancels all of its partitions when it is cancelled, and leaves no file', async () => {
    const [reached, over] = [deferred(), deferred()];
    await inPartitions(
      3,
      async () => {
        const { reportId, result } = await service.startReport();
        await reached.promise;
        await service.client.workflow.getHandle(reportWorkflowId(reportId)).cancel();
        await expect(result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
        expect(await statesOf(reportId, 3)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
        expect(existsSync(path.join(reports(), reportId))).toBe(false);
        expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({ state: 'Cancelled' });
        over.resolve();
      },
      () => ({
        filter: async () => {
          reached.resolve();
          await over.promise;
          throw new Error('the test is over');
        },
      }),
    );
  });

  it('fails with the message of the failed partition, and cancels the others', async () => {
    const over = deferred();
    await inPartitions(
      3,
      async () => {
        const { reportId, result } = await service.startReport();
        await expect(result()).rejects.toThrow();
        const record = await service.ports.catalogue.reports.get(reportId);
        expect(record).toMatchObject({
          state: 'Failed',
          message: expect.stringMatching(/stores.* is missing/),
        });
        expect(await statesOf(reportId, 3)).toEqual(['CANCELLED', 'FAILED', 'CANCELLED']);
        expect(existsSync(path.join(reports(), reportId))).toBe(false);
        over.resolve();
      },
      (activities) => ({
        localize: async (request) => {
          const { reportId, part } = request;
          if (part?.partition !== 1) {
            await over.promise;
            throw new Error('the test is over');
          }
          rmSync(path.join(reports(), reportId, 'work/1-of-3/stores.parquet'));
          return activities.localize(request);
        },
      }),
    );
  });

  it('terminates its children when it is terminated', async () => {
    const [reached, over] = [deferred(), deferred()];
    await inPartitions(
      2,
      async () => {
        const { reportId, result } = await service.startReport();
        await reached.promise;
        await service.client.workflow.getHandle(reportWorkflowId(reportId)).terminate();
        await expect(result()).rejects.toThrow();
        const child = service.client.workflow.getHandle(partitionsWorkflowId(reportId, 1));
        await expect(child.result()).rejects.toMatchObject({ cause: { name: 'TerminatedFailure' } });
        over.resolve();
      },
      () => ({
        aggregate: async () => {
          reached.resolve();
          await over.promise;
          throw new Error('the test is over');
        },
      }),
    );
  });
});
