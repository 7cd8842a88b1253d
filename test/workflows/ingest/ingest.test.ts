import { rmSync } from 'node:fs';
import path from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { createListSource } from '../../../src/activities/ingest/list-source';
import { INGEST_WORKFLOW } from '../../../src/contract/names';
import { deferred } from '../../support/deferred';
import { HOURS, POLLS, type Service, WORKED_EXAMPLE } from '../../support/service';
import { serviceForEachTest } from '../../support/service-hooks';

describe('the ingest workflow', () => {
  let service: Service;
  serviceForEachTest(WORKED_EXAMPLE, (started) => {
    service = started;
  });

  it('ingests a folder, and then reports that there is nothing to do', async () => {
    await service.withWorker(async () => {
      expect(await service.ingest()).toMatchObject({
        filesListed: 3,
        filesUnchanged: 0,
        logVersion: 1,
        message: 'Ingested 3 files: 8 new polls, 0 duplicates, 0 rows in quarantine.',
      });
      expect(await service.ingest()).toMatchObject({
        filesListed: 3,
        filesUnchanged: 3,
        outcomes: [],
        message: "Nothing to do: no file's content has changed (3 looked at).",
      });
    });
    const [newest, first] = await service.ports.catalogue.ingestions.page(null, 5);
    expect([newest?.state, first?.state]).toEqual(['Completed', 'Completed']);
  });

  it('ingests the other files if some are unusable, and keeps the reason', async () => {
    service.put('a-broken.csv', 'store_id,status\n1,active\n');
    service.put('b-page.csv', '<!DOCTYPE html><html><body>Log in</body></html>\n');
    service.put('report.json', '{}');
    service.put('.DS_Store', 'x');
    const summary = await service.withWorker(() => service.ingest());
    const told = summary.outcomes.map((outcome) => [
      outcome.name,
      outcome.state,
      outcome.message?.slice(0, 60) ?? null,
    ]);
    expect(told).toEqual([
      ['a-broken.csv', 'rejected', 'a-broken.csv: the column timestamp_utc is missing in this fi'],
      ['hours.csv', 'accepted', null],
      ['polls.csv', 'accepted', null],
      ['zones.csv', 'accepted', null],
    ]);
    expect(summary.message).toContain('a-broken.csv');
    expect(summary.message).toContain('2 files passed over: b-page.csv, report.json.');
    expect(summary.passedOver).toEqual({
      files: [
        {
          name: 'b-page.csv',
          reason:
            'it is a web page, not a CSV. Perhaps a log-in page was saved in its place: download it again.',
          mayBeInput: true,
        },
        { name: 'report.json', reason: 'files that end in .json are not read.', mayBeInput: false },
      ],
      more: 0,
    });
    const [stored] = await service.ports.catalogue.ingestions.page(null, 1);
    expect(stored?.summary?.passedOver).toEqual(summary.passedOver);
  });

  it('names an unreadable source, and completes', async () => {
    rmSync(service.sourceDir, { recursive: true });
    const summary = await service.withWorker(() => service.ingest());
    expect(summary.problems).toEqual([expect.stringContaining(service.sourceDir)]);
    expect(summary.message).toMatch(/^Nothing was ingested\./);
  });

  it('continues in another run when there are more files than one history should hold', async () => {
    for (const store of [1, 2, 3, 4])
      service.put(`more-${store}.csv`, `${POLLS}${store},active,2023-01-22 00:00:00 UTC\n`);
    const summary = await service.withWorker(
      () => service.ingest(),
      () => ({ listSource: createListSource(service.ports, 2) }),
    );
    expect(summary.outcomes).toHaveLength(7);
    expect(summary.filesUnchanged).toBe(0);
    expect((await service.ports.catalogue.log.latest())?.pollsTotal).toBe(12);
  });

  it('completes even if a file always fails, and tries that file again in the next ingestion', async () => {
    let fetches = 0;
    const failing = () => ({
      listSource: createListSource(service.ports, 1),
      fetch: async () => {
        fetches++;
        throw ApplicationFailure.create({
          type: 'SOURCE_UNREADABLE',
          message: 'the disk is gone',
          nonRetryable: true,
        });
      },
    });
    const summary = await service.withWorker(() => service.ingest(), failing);
    expect(summary.outcomes.map((outcome) => [outcome.state, outcome.message])).toEqual(
      Array(3).fill(['rejected', 'the disk is gone']),
    );
    expect(fetches).toBe(3);
    expect((await service.withWorker(() => service.ingest())).message).toMatch(/^Ingested 3 files/);
  });

  it('makes versions of the files that are there, also where nothing else happens than that one is removed', async () => {
    service.put('hours (1).csv', `${HOURS}1,0,11:00,15:00\n2,0,11:00,15:00\n`);
    await service.withWorker(async () => {
      const first = await service.ingest();
      expect(first.message).toContain('hours.csv and hours (1).csv give different hours for store 1');
      expect(await service.ports.catalogue.inputs.newest('hours')).toMatchObject({ version: 1, stores: 2 });
      rmSync(path.join(service.sourceDir, 'hours (1).csv'));
      const second = await service.ingest();
      expect(second).toMatchObject({
        outcomes: [],
        problems: [],
        message: expect.stringContaining('hours (1).csv is no longer there'),
      });
      rmSync(path.join(service.sourceDir, 'hours.csv'));
      const third = await service.ingest();
      expect(third).toMatchObject({
        problems: [],
        message: expect.stringMatching(
          /held back because it has lost 1 of the 1 stores .* hours\.csv was removed/,
        ),
      });
    });
    const { inputs } = service.ports.catalogue;
    expect(await inputs.current('hours')).toMatchObject({
      version: 2,
      stores: 1,
      notes: { stores: { keptLost: 1 } },
    });
    expect(await inputs.newest('hours')).toMatchObject({ version: 3, state: 'held' });
  });

  it('completes, and says so, where the versions cannot be made', async () => {
    const failing = () => ({
      makeVersions: async () => {
        throw ApplicationFailure.create({
          type: 'STORAGE_DAMAGED',
          message: 'a file is gone',
          nonRetryable: true,
        });
      },
    });
    const summary = await service.withWorker(() => service.ingest(), failing);
    expect(summary).toMatchObject({ problems: ['a file is gone'], filesListed: 3 });
  });

  it('produces one correct log when several ingestions run at once', async () => {
    await service.withWorker(async () => {
      await Promise.all([service.ingest(), service.ingest(), service.ingest()]);
    });
    expect(await service.ports.catalogue.log.latest()).toMatchObject({ pollsTotal: 8, storeCount: 1 });
    expect(await service.ports.catalogue.inputs.newest('hours')).toMatchObject({ stores: 1 });
  });

  it('runs a whole day of the hourly Schedule by backfill, without ingesting a poll twice', async () => {
    const { client } = service;
    const scheduleId = `day-of-${service.sourceDir}`;
    const schedule = await client.schedule.create({
      scheduleId,
      spec: { cronExpressions: ['0 * * * *'] },
      policies: { overlap: 'SKIP', catchupWindow: '1 day' },
      state: { paused: true },
      action: {
        type: 'startWorkflow',
        workflowType: INGEST_WORKFLOW,
        taskQueue: service.taskQueue,
        workflowId: 'hour',
        args: [{ trigger: 'schedule' }],
      },
    });
    let ended = 0;
    const dayIsOver = deferred();
    await service.withWorker(
      async () => {
        await schedule.backfill({
          start: new Date('2023-01-22T23:59:00Z'),
          end: new Date('2023-01-23T23:30:00Z'),
          overlap: 'ALLOW_ALL',
        });
        await dayIsOver.promise;
      },
      (activities) => ({
        endIngestion: async (request) => {
          const summary = await activities.endIngestion(request);
          if (++ended === 24) dayIsOver.resolve();
          return summary;
        },
      }),
    );
    await schedule.delete();
    expect(await service.ports.catalogue.log.latest()).toMatchObject({ pollsTotal: 8 });
    expect(await service.ports.catalogue.ingestions.page(null, 50)).toHaveLength(24);
  });
});
