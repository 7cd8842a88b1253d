import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PROGRESS_QUERY, reportWorkflowId, SEARCH_ATTRIBUTES } from '../../../src/contract/names';
import type { RenderedFile } from '../../../src/contract/report';
import { deferred } from '../../support/deferred';
import { type Service, WORKED_EXAMPLE } from '../../support/service';
import { serviceForEachTest } from '../../support/service-hooks';

describe('the report workflow', () => {
  let service: Service;
  serviceForEachTest(WORKED_EXAMPLE, (started) => {
    service = started;
  });

  const content = async (file: RenderedFile | undefined) =>
    readFileSync(await service.ports.blobs.localPath(file?.key ?? 'none'));
  /** Every report computes its own files instead of copying them. */
  const computingAlways = { adopt: async () => null };
  const foldersOf = (name: string) => {
    const folder = path.join(service.ports.blobs.location, name);
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('produces the worked example in all three formats, and records it', async () => {
    const result = await service.withWorker(async () => {
      await service.ingest();
      return service.report();
    });
    const [csv, json, pdf] = result.files;
    expect((await content(csv)).toString()).toBe(
      'store_id,uptime_last_hour(in minutes),uptime_last_day(in hours),uptime_last_week(in hours),' +
        'downtime_last_hour(in minutes),downtime_last_day(in hours),downtime_last_week(in hours)\n' +
        '1,60.00,5.00,5.00,0.00,2.00,2.00\n',
    );
    expect(JSON.parse((await content(json)).toString())).toBeInstanceOf(Object);
    expect((await content(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await service.ports.catalogue.reports.get(result.reportId)).toMatchObject({
      state: 'Completed',
      storeCount: 1,
      pollCount: 8,
      pins: { asOfMicros: Date.parse('2023-01-23T16:00:00Z') * 1_000, logVersion: 1 },
      files: result.files,
    });
    const written = foldersOf(`reports/${result.reportId}`).sort();
    const isHash = (name: string) => name.endsWith('.sha256');
    expect(written.filter(isHash)).toHaveLength(written.length / 2);
    expect(written.filter((name) => !isHash(name))).toEqual([
      'figures.parquet',
      'heat.json',
      'quality.json',
      'report.csv',
      'report.json',
      'report.pdf',
    ]);
  });

  it('computes the same bytes from the same pins every time', async () => {
    await service.withWorker(
      async () => {
        await service.ingest();
        const [first, second] = [await service.report(), await service.report()];
        expect(second.pins).toEqual(first.pins);
        for (const [index, file] of first.files.entries()) {
          expect((await content(second.files[index])).equals(await content(file))).toBe(true);
        }
      },
      () => computingAlways,
    );
  });

  it('makes only the requested formats and stores, and names unknown stores', async () => {
    const result = await service.withWorker(async () => {
      await service.ingest();
      return service.report({ formats: ['csv'], storeIds: ['1', 'nobody', '1'], method: 'count' });
    });
    expect(result.files.map((file) => file.format)).toEqual(['csv']);
    expect(result.quality.unknownStoreIds).toEqual(['nobody']);
    expect((await content(result.files[0])).toString().split('\n')[1]).toBe(
      '1,60.00,6.00,6.00,0.00,18.00,162.00',
    );
  });

  it('warns if as-of is long after the newest poll or before the first', async () => {
    const at = (text: string) => ({ asOfMicros: Date.parse(text) * 1_000, formats: ['csv'] as const });
    await service.withWorker(async () => {
      await service.ingest();
      const warningsAt = async (text: string) => (await service.report(at(text))).quality.warnings;
      expect(await warningsAt('2023-01-24T16:00:00Z')).toEqual([]);
      expect(await warningsAt('2023-01-25T17:00:00Z')).toEqual([
        'The newest poll is of 2023-01-23T16:00:00Z, 2 days before as-of: what came after is unknown.',
      ]);
      expect(await warningsAt('2099-01-23T16:00:00Z')).toEqual([
        'The newest poll is of 2023-01-23T16:00:00Z, 27,759 days before as-of: what came after is unknown.',
      ]);
      expect(await warningsAt('2022-01-01T00:00:00Z')).toEqual([
        'No store that was asked for had been polled by then: the report is empty.',
        'There is no poll of any store in the week before as-of: what happened in it is unknown.',
      ]);
    });
  });

  it('shows progress, search attributes and activity summaries in the Web UI', async () => {
    await service.withWorker(async () => {
      await service.ingest();
      const { reportId, result } = await service.startReport({ method: 'count' });
      await result();
      const handle = service.client.workflow.getHandle(reportWorkflowId(reportId));
      expect(await handle.query(PROGRESS_QUERY)).toEqual({
        stage: 'done',
        fraction: 1,
        storeCount: 1,
        pollCount: 8,
      });
      const { searchAttributes } = await handle.describe();
      expect(searchAttributes[SEARCH_ATTRIBUTES.status.name]).toEqual(['Completed']);
      expect(searchAttributes[SEARCH_ATTRIBUTES.storeCount.name]).toEqual([1]);
      expect(searchAttributes[SEARCH_ATTRIBUTES.asOf.name]).toEqual([new Date('2023-01-23T16:00:00Z')]);
      const { events } = await handle.fetchHistory();
      const scheduled = (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes);
      expect(scheduled.length).toBe(9);
      expect(scheduled.every((event) => event.userMetadata?.summary)).toBe(true);
    });
  });

  it('fails with an explanation if no poll has been ingested, and leaves no file', async () => {
    await service.withWorker(async () => {
      const { reportId, result } = await service.startReport();
      await expect(result()).rejects.toThrow();
      expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({
        state: 'Failed',
        message: expect.stringMatching(/^No poll has been ingested yet/),
        files: [],
      });
    });
    expect(foldersOf('reports')).toEqual([]);
  });

  it('fails if part of the log is missing, instead of reporting fewer polls', async () => {
    await service.withWorker(async () => {
      await service.ingest();
      // With what was delivered, the log would be made again.
      for (const part of ['segments', 'deliveries'])
        rmSync(path.join(service.ports.blobs.location, part), { recursive: true });
      const { reportId, result } = await service.startReport();
      await expect(result()).rejects.toThrow();
      expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({
        state: 'Failed',
        message: expect.stringMatching(/segments\/.* is missing/),
      });
    });
  });

  it.each(['load', 'localize', 'filter', 'aggregate'] as const)(
    'is cancelled promptly during %s, and leaves no file',
    async (stage) => {
      const reached = deferred();
      let release = () => {};
      const held = new Promise<never>((_, reject) => {
        release = () => reject(new Error('the test is over'));
      });
      held.catch(() => undefined);
      const hold = async () => {
        reached.resolve();
        return held;
      };
      await service.withWorker(
        async () => {
          await service.ingest();
          const { reportId, result } = await service.startReport();
          try {
            await reached.promise;
            await service.client.workflow.getHandle(reportWorkflowId(reportId)).cancel();
            await expect(result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
            expect(await service.ports.catalogue.reports.get(reportId)).toMatchObject({
              state: 'Cancelled',
              files: [],
            });
            expect(foldersOf('reports')).toEqual([]);
          } finally {
            release();
          }
        },
        () => ({ [stage]: hold }),
      );
    },
  );

  it('leaves no file even if a step continues after the cancellation', async () => {
    const [reached, released] = [deferred(), deferred()];
    await service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, result } = await service.startReport();
        await reached.promise;
        await service.client.workflow.getHandle(reportWorkflowId(reportId)).cancel();
        await expect(result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
        released.resolve();
      },
      (activities) => ({
        load: async (request) => {
          reached.resolve();
          await released.promise;
          return activities.load(request);
        },
      }),
    );
    expect(foldersOf('reports')).toEqual([]);
  });

  it('completes even if it is cancelled while its end is being recorded', async () => {
    const [reached, released] = [deferred(), deferred()];
    const states: string[] = [];
    const record = await service.withWorker(
      async () => {
        await service.ingest();
        const { reportId, result } = await service.startReport({ formats: ['csv'] });
        await reached.promise;
        const handle = service.client.workflow.getHandle(reportWorkflowId(reportId));
        await handle.cancel();
        // The run answers this query only after it has received the cancellation.
        await handle.query(PROGRESS_QUERY);
        released.resolve();
        await result().catch(() => undefined);
        return service.ports.catalogue.reports.get(reportId);
      },
      (activities) => ({
        settle: async (request) => {
          states.push(request.state);
          reached.resolve();
          if (request.state === 'Completed') await released.promise;
          return activities.settle(request);
        },
      }),
    );
    expect([states, record?.state]).toEqual([['Completed'], 'Completed']);
    expect((await content(record?.files[0])).length).toBeGreaterThan(0);
  });

  it('gives the same result if every activity runs twice', async () => {
    const twice =
      <A extends readonly unknown[], R>(activity: (...args: A) => Promise<R>) =>
      async (...args: A) => {
        await activity(...args);
        return activity(...args);
      };
    const once = await service.withWorker(async () => {
      await service.ingest();
      return service.report();
    });
    const again = await service.withWorker(
      () => service.report(),
      (activities) => ({
        ...computingAlways,
        pin: twice(activities.pin),
        load: twice(activities.load),
        localize: twice(activities.localize),
        filter: twice(activities.filter),
        aggregate: twice(activities.aggregate),
        render: twice(activities.render),
        settle: twice(activities.settle),
      }),
    );
    expect(await content(again.files[0])).toEqual(await content(once.files[0]));
    expect({ ...again.quality }).toEqual({ ...once.quality });
  });

  it('continues on another worker after the first one dies', async () => {
    const gone = deferred();
    await service.withWorker(() => service.ingest());
    const { result } = await service.startReport();
    const attempts: string[] = [];
    await service.withWorker(
      () => gone.promise,
      (activities) => ({
        filter: async (request) => {
          attempts.push('first worker');
          gone.resolve();
          // As if the process died between its work and its answer.
          await activities.filter(request);
          throw new Error('the worker has gone');
        },
      }),
    );
    const report = await service.withWorker(() => result());
    expect(attempts.length).toBeGreaterThan(0);
    expect(report.storeCount).toBe(1);
  });
});
