import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ApplicationFailure } from '@temporalio/activity';
import pino from 'pino';
import type { Activities } from '../../../src/activities/index';
import { findReport } from '../../../src/api/reports/report-status';
import { reportWorkflowId } from '../../../src/contract/names';
import type { ReportOptions } from '../../../src/contract/report';
import type { ReportResult } from '../../../src/contract/report-payloads';
import { deferred } from '../../support/deferred';
import { type Service, WORKED_EXAMPLE } from '../../support/service';
import { serviceForEachTest } from '../../support/service-hooks';

const logger = pino({ level: 'silent' });
const COMPUTING = ['load', 'localize', 'filter', 'aggregate', 'render'] as const;

describe('reports with the same content', () => {
  let service: Service;
  serviceForEachTest(WORKED_EXAMPLE, async (started) => {
    service = started;
    await service.withWorker(() => service.ingest());
  });

  /** Records each activity call with the id of its report. */
  function noting(activities: Activities, calls: string[][]): Partial<Activities> {
    const note =
      <Q extends { readonly reportId: string }, R>(name: string, activity: (request: Q) => Promise<R>) =>
      (request: Q) => {
        calls.push([name, request.reportId]);
        return activity(request);
      };
    const { load, localize, filter, aggregate, render, adopt } = activities;
    return {
      load: note('load', load),
      localize: note('localize', localize),
      filter: note('filter', filter),
      aggregate: note('aggregate', aggregate),
      render: note('render', render),
      adopt: note('adopt', adopt),
    };
  }
  const times = (calls: readonly string[][], name: string) => calls.filter(([each]) => each === name).length;
  const idsOf = (calls: readonly string[][], name: string) =>
    new Set(calls.flatMap(([each, id]) => (each === name && id ? [id] : [])));
  /** All files of a report, by name. */
  function filesOf(reportId: string): Record<string, string> {
    const folder = path.join(service.ports.blobs.location, 'reports', reportId);
    const read = (name: string) => readFileSync(path.join(folder, name)).toString('base64');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]));
  }
  const startAll = (count: number, options: Partial<ReportOptions> = {}) =>
    Promise.all(Array.from({ length: count }, () => service.startReport(options)));
  const stateOf = async (reportId: string) =>
    (await service.ports.catalogue.reports.get(reportId))?.state ?? null;
  async function untilFollowed(followers: number, seen: ReadonlySet<string>): Promise<void> {
    if (seen.size >= followers) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    await untilFollowed(followers, seen);
  }

  it('are computed once, and each has its own id, history, record and files', async () => {
    const calls: string[][] = [];
    const results = await service.withWorker(
      async () => Promise.all((await startAll(30)).map(({ result }) => result())),
      (activities) => noting(activities, calls),
    );
    expect(COMPUTING.map((name) => times(calls, name))).toEqual([1, 1, 1, 1, 3]);
    expect(times(calls, 'adopt')).toBe(29);
    const ids = results.map(({ reportId }) => reportId);
    expect(new Set(ids).size).toBe(30);
    const [leader] = idsOf(calls, 'load');
    const leading = results.find(({ reportId }) => reportId === leader);
    for (const result of results) {
      const own = (text: string) => text.replaceAll(result.reportId, leader ?? '');
      expect(JSON.parse(own(JSON.stringify(result)))).toEqual(leading);
      expect(filesOf(result.reportId)).toEqual(filesOf(leader ?? ''));
      expect(await service.ports.catalogue.reports.get(result.reportId)).toMatchObject({
        state: 'Completed',
        files: result.files,
        pins: result.pins,
        storeCount: 1,
        pollCount: 8,
      });
      const shown = await findReport(
        { client: service.client, catalogue: service.ports.catalogue, clock: service.ports.clock, logger },
        result.reportId,
      );
      expect(shown).toMatchObject({ id: result.reportId, state: 'Completed', files: result.files });
    }
  });

  it('add no events to their histories while they wait', async () => {
    const [reached, released] = [deferred(), deferred()];
    const attempts = new Map<string, number>();
    await service.withWorker(
      async () => {
        const leading = await service.startReport();
        await reached.promise;
        const waiting = await service.startReport();
        await untilAttempts(attempts, waiting.reportId, 4);
        released.resolve();
        await Promise.all([leading.result(), waiting.result()]);
        const handle = service.client.workflow.getHandle(reportWorkflowId(waiting.reportId));
        const { events } = await handle.fetchHistory();
        const steps = (events ?? []).flatMap(
          ({ activityTaskScheduledEventAttributes: step }) => step?.activityType?.name ?? [],
        );
        expect(steps).toEqual(['pin', 'follow', 'pin', 'adopt', 'settle']);
      },
      (activities) => ({
        filter: async (request) => {
          reached.resolve();
          await released.promise;
          return activities.filter(request);
        },
        follow: (request) => {
          attempts.set(request.reportId, (attempts.get(request.reportId) ?? 0) + 1);
          return activities.follow(request);
        },
      }),
    );
  });
  async function untilAttempts(attempts: ReadonlyMap<string, number>, id: string, count: number) {
    while ((attempts.get(id) ?? 0) < count) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  it.each([
    [
      'cancelled',
      async (reportId: string) => service.client.workflow.getHandle(reportWorkflowId(reportId)).cancel(),
    ],
    [
      'terminated',
      async (reportId: string) => service.client.workflow.getHandle(reportWorkflowId(reportId)).terminate(),
    ],
  ])('continue with another one computing when the computing one is %s', async (_, end) => {
    const [reached, over] = [deferred(), deferred()];
    const calls: string[][] = [];
    const followers = new Set<string>();
    await service.withWorker(
      async () => {
        const leading = await service.startReport({ formats: ['csv'] });
        await reached.promise;
        const others = await startAll(5, { formats: ['csv'] });
        await untilFollowed(5, followers);
        await end(leading.reportId);
        await expect(leading.result()).rejects.toThrow();
        const results = await Promise.all(others.map(({ result }) => result()));
        over.resolve();
        expect(results.map(({ files }) => files.length)).toEqual([1, 1, 1, 1, 1]);
        expect(idsOf(calls, 'aggregate').size).toBe(1);
        expect(times(calls, 'adopt')).toBe(4);
      },
      (activities) => {
        const noted = noting(activities, calls);
        let isFirst = true;
        return {
          ...noted,
          filter: async (request) => {
            if (!isFirst) return activities.filter(request);
            isFirst = false;
            reached.resolve();
            await over.promise;
            throw new Error('the test is over');
          },
          follow: (request) => {
            followers.add(request.reportId);
            return activities.follow(request);
          },
        };
      },
    );
  });

  it('each fail with their own reason', async () => {
    const messages = await service.withWorker(
      async () => {
        const started = await startAll(4);
        await Promise.all(started.map(({ result }) => result().catch(() => undefined)));
        const records = started.map(({ reportId }) => service.ports.catalogue.reports.get(reportId));
        return (await Promise.all(records)).map((record) => [record?.state, record?.message]);
      },
      (activities) => ({
        localize: async (request) => {
          await service.ports.blobs.removeFolder(request.loaded.storesKey);
          return activities.localize(request);
        },
      }),
    );
    for (const [state, message] of messages) {
      expect(state).toBe('Failed');
      expect(message).toMatch(/stores\.parquet is missing/);
    }
    expect(new Set(messages.map(([, message]) => message)).size).toBe(4);
  });

  it('are computed separately for another method, as-of, extent, hold, stores or more formats', async () => {
    const asOfMicros = Date.parse('2023-01-23T15:00:00Z') * 1_000;
    const calls: string[][] = [];
    const asked: readonly Partial<ReportOptions>[] = [
      { formats: ['csv'] },
      { formats: ['csv'], extended: true },
      { formats: ['csv'], fullTable: true },
      { formats: ['csv'], method: 'count' },
      { formats: ['csv'], asOfMicros },
      { formats: ['csv'], holdSeconds: 60 },
      { formats: ['csv'], storeIds: ['1'] },
      { formats: ['csv', 'json'] },
    ];
    await service.withWorker(
      async () => {
        for (const options of asked) await service.report(options);
        expect(times(calls, 'load')).toBe(asked.length);
        // The last report already has the JSON file; a new warning requires a new computation.
        await service.report({ formats: ['json'] });
        expect([times(calls, 'load'), times(calls, 'adopt')]).toEqual([asked.length, 1]);
        service.put('broken.csv', 'store_id,status\n1,active\n');
        await service.ingest();
        expect((await service.report({ formats: ['json'] })).quality.warnings).toHaveLength(1);
        expect(times(calls, 'load')).toBe(asked.length + 1);
      },
      (activities) => noting(activities, calls),
    );
  });

  it('are computed again if the files of the first cannot be copied', async () => {
    const calls: string[][] = [];
    const second = await service.withWorker(
      async () => {
        await service.report();
        return service.report();
      },
      (activities) => ({
        ...noting(activities, calls),
        adopt: () => Promise.reject(ApplicationFailure.nonRetryable('it may not be copied')),
      }),
    );
    expect(times(calls, 'load')).toBe(2);
    expect(await stateOf(second.reportId)).toBe('Completed');
  });

  it('are computed again after the files of the first have been removed', async () => {
    const calls: string[][] = [];
    const [first, second] = await service.withWorker(
      async (): Promise<readonly [ReportResult, ReportResult]> => {
        const before = await service.report();
        await service.ports.blobs.removeFolder(`reports/${before.reportId}`);
        return [before, await service.report()];
      },
      (activities) => noting(activities, calls),
    );
    expect(times(calls, 'load')).toBe(2);
    expect(second.quality).toEqual(first.quality);
    expect(await stateOf(second.reportId)).toBe('Completed');
  });
});
