import path from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { withFailures } from '../../../src/activities/kit/failures';
import { LoopwatchError } from '../../../src/contract/errors';
import { failureMessage } from '../../../src/contract/failure-message';
import { openBlobs } from '../../../src/storage/blobs/open-blobs';
import { type Service, WORKED_EXAMPLE } from '../../support/service';
import { timeSkippingServiceForEachTest } from '../../support/service-hooks';
import { smallDisk } from '../../support/small-disk';

const NO_CACHE = { folder: '', maxBytes: 1, nowMicros: () => 0 };

/** Runs on the time-skipping server. */
describe('retries', () => {
  let environment: TestWorkflowEnvironment;
  let service: Service;
  const disk = smallDisk();
  timeSkippingServiceForEachTest(WORKED_EXAMPLE, (started, server) => {
    service = started;
    environment = server;
  });

  const failing = <A extends readonly unknown[], R>(
    times: number,
    error: Error,
    activity: (...args: A) => Promise<R>,
  ) => {
    const calls = { count: 0 };
    const tried = withFailures(async (...args: A) => {
      if (++calls.count <= times) throw error;
      return activity(...args);
    });
    return { calls, tried };
  };

  it('complete a report even if its end cannot be recorded for hours', async () => {
    const startedMillis = await environment.currentTimeMs();
    const full = new Error('ENOSPC: no space left on device');
    const result = await service.withWorker(
      async () => {
        await service.ingest();
        return service.report();
      },
      (activities) => ({ settle: failing(200, full, activities.settle).tried }),
    );
    expect(await environment.currentTimeMs()).toBeGreaterThan(startedMillis + 3 * 3_600_000);
    expect(await service.ports.catalogue.reports.get(result.reportId)).toMatchObject({ state: 'Completed' });
  });

  it('try a step eight times, then fail the report with the last error', async () => {
    const broken = failing(
      Number.POSITIVE_INFINITY,
      new Error('the disk is on fire'),
      async () => null as never,
    );
    await service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, result } = await service.startReport();
        await expect(result()).rejects.toThrow();
        expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({
          state: 'Failed',
          message: expect.stringContaining('the disk is on fire'),
        });
      },
      () => ({ aggregate: broken.tried }),
    );
    expect(broken.calls.count).toBe(8);
  });

  it('do not repeat a step with a permanent error', async () => {
    const refused = new LoopwatchError('STORAGE_DAMAGED', 'a segment is missing');
    const broken = failing(Number.POSITIVE_INFINITY, refused, async () => null as never);
    await service.withWorker(
      async () => {
        await service.ingest();
        await expect(service.report()).rejects.toThrow();
      },
      () => ({ load: broken.tried }),
    );
    expect(broken.calls.count).toBe(1);
  });

  it('wait for a file that is being written, and ingest it', async () => {
    const busy = new LoopwatchError('SOURCE_BUSY', 'it is being written just now');
    const summary = await service.withWorker(
      () => service.ingest(),
      (activities) => ({ fetch: failing(3, busy, activities.fetch).tried }),
    );
    expect(summary.message).toBe('Ingested 3 files: 8 new polls, 0 duplicates, 0 rows in quarantine.');
  });

  it('wait for room on a full disk, and go on by themselves', async () => {
    const blobs = await openBlobs(`file:${path.join(disk().folder, 'blobs')}`, NO_CACHE);
    Object.assign(service.ports, { blobs });
    disk().fill();
    const startedMillis = await environment.currentTimeMs();
    const said: string[] = [];
    const summary = await service.withWorker(
      () => service.ingest(),
      ({ fetch }) => ({
        fetch: async (request) => {
          if (said.length === 5) disk().free();
          return fetch(request).catch((error: unknown) => {
            said.push(failureMessage(error));
            throw error;
          });
        },
      }),
    );
    expect(summary.message).toBe('Ingested 3 files: 8 new polls, 0 duplicates, 0 rows in quarantine.');
    expect(said).toEqual(
      Array.from({ length: 5 }, () =>
        expect.stringContaining(`The disk is full (ENOSPC): ${blobs.location}`),
      ),
    );
    // 2, 4, 8, 16 and 32 seconds.
    expect(await environment.currentTimeMs()).toBeGreaterThanOrEqual(startedMillis + 62_000);
  });

  it('leave a file that is written continuously for the next ingestion', async () => {
    const busy = new LoopwatchError('SOURCE_BUSY', 'polls.csv is being written just now');
    const always = failing(Number.POSITIVE_INFINITY, busy, async () => null as never);
    const first = await service.withWorker(
      () => service.ingest(),
      (activities) => ({
        fetch: (request) => (request.file.name === 'polls.csv' ? always.tried() : activities.fetch(request)),
      }),
    );
    expect(first.outcomes.map(({ name, state }) => [name, state])).toEqual([
      ['hours.csv', 'accepted'],
      ['polls.csv', 'rejected'],
      ['zones.csv', 'accepted'],
    ]);
    const next = await service.withWorker(() => service.ingest());
    expect(next.message).toMatch(/^Ingested 1 file: 8 new polls/);
  });

  it('continue after any number of conflicts with other ingestions', async () => {
    const conflict = new LoopwatchError('STORAGE_CONFLICT', 'another was quicker');
    const summary = await service.withWorker(
      () => service.ingest(),
      (activities) => ({ append: failing(50, conflict, activities.append).tried }),
    );
    expect(summary.message).toMatch(/^Ingested 3 files: 8 new polls/);
  });
});
