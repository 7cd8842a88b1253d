import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { createExpire } from '../../../src/activities/maintain/expire';
import { createPlanCompaction } from '../../../src/activities/maintain/plan-compaction';
import { createLoad } from '../../../src/activities/report/load';
import type { MaintenanceSummary } from '../../../src/contract/maintenance';
import { MAINTAIN_WORKFLOW, reportWorkflowId } from '../../../src/contract/names';
import type { ReportResult } from '../../../src/contract/report-payloads';
import { explainedSpan } from '../../../src/domain/explain/left-out';
import { explainStored } from '../../../src/queries/explain-stored';
import { pinnedPaths } from '../../../src/queries/pinned-paths';
import { defaultOptions } from '../../support/default-options';
import { daysLater, maintainByHand } from '../../support/maintain-by-hand';
import { HOURS, POLLS, type Service, ZONES } from '../../support/service';
import { serviceForEachTest } from '../../support/service-hooks';

const HOURS_POLLED = 60;

describe('the maintain workflow', () => {
  let service: Service;
  serviceForEachTest(
    {
      'hours.csv': `${HOURS}1,0,09:00,16:00\n`,
      'zones.csv': `${ZONES}1,UTC\n`,
    },
    (started) => {
      service = started;
    },
  );

  /** One file per six hours, for two stores; some files correct a poll of store 1. */
  const ingestAll = async (): Promise<void> => {
    for (let hour = 0; hour < HOURS_POLLED; hour += 6) {
      const at = (offset: number) => new Date(Date.UTC(2023, 0, 22, hour + offset)).toISOString();
      const lines = [0, 2, 4].map(
        (offset) => `1,${(hour + offset) % 5 > 0 ? 'active' : 'inactive'},${at(offset)}\n`,
      );
      const correction = hour % 12 === 0 ? `1,inactive,${at(-2)}\n` : '';
      service.put(
        `polls-${String(hour).padStart(3, '0')}.csv`,
        `${POLLS}${lines.join('')}2,active,${at(1)}\n${correction}`,
      );
      await service.ingest();
    }
  };
  const maintain = (): Promise<MaintenanceSummary> =>
    service.client.workflow.execute<(input: unknown) => Promise<MaintenanceSummary>>(MAINTAIN_WORKFLOW, {
      taskQueue: service.taskQueue,
      workflowId: `maintain-${randomUUID()}`,
      args: [{ trigger: 'test' }],
    });
  const bytesOf = ({ files }: ReportResult) =>
    files.map(({ key }) => readFileSync(path.join(service.ports.blobs.location, key)).toString('latin1'));
  const explained = async ({ pins }: ReportResult) => {
    const span = explainedSpan(pins.asOfMicros);
    const { pins: _, ...rest } = explainStored({
      storeId: '1',
      pins,
      span,
      ...(await pinnedPaths(service.ports, pins, span)),
    });
    return rest;
  };
  it('records a terminated report as failed a day later, and leaves running reports alone', async () => {
    const { catalogue } = service.ports;
    const [lost, going] = [await service.startReport(), await service.startReport()];
    const record = { requestedMicros: service.ports.clock(), requestedBy: null, options: defaultOptions() };
    const unfinished = { pins: null, files: [], storeCount: null, pollCount: null, message: null } as const;
    for (const { reportId } of [lost, going])
      await catalogue.reports.save({
        ...record,
        ...unfinished,
        id: reportId,
        state: 'Running',
        finishedMicros: null,
      });
    await service.client.workflow.getHandle(reportWorkflowId(lost.reportId)).terminate();
    const stateOf = async ({ reportId }: typeof lost) => (await catalogue.reports.get(reportId))?.state;
    const later = ApplicationFailure.create({ message: 'Not yet', nextRetryDelay: '10 minutes' });
    const keepGoing = () => ({ pin: () => Promise.reject(later) });
    await service.withWorker(maintain, keepGoing);
    expect([await stateOf(lost), await stateOf(going)]).toEqual(['Running', 'Running']);
    const expire = createExpire(daysLater(service.ports, 2));
    await service.withWorker(maintain, () => ({ ...keepGoing(), expire }));
    expect([await stateOf(lost), await stateOf(going)]).toEqual(['Failed', 'Running']);
    await service.client.workflow.getHandle(reportWorkflowId(going.reportId)).terminate();
  });

  it('merges segments without changing a figure of new or old reports', async () => {
    await service.withWorker(async () => {
      await ingestAll();
      const before = await service.report({ formats: ['csv', 'json'] });
      const explainedBefore = await explained(before);
      const summary = await maintain();
      expect(summary).toMatchObject({ segmentsMerged: 8, segmentsMade: 4, problems: [] });
      expect(summary.message).toMatch(/^Merged 8 segments into 4\./);
      const after = await service.report({ formats: ['csv', 'json'] });
      expect(after.pins).toEqual({ ...before.pins, logVersion: before.pins.logVersion + 2 });
      expect(after.quality).toEqual(before.quality);
      const [csv, json = ''] = bytesOf(before);
      const [csvAfter, jsonAfter = ''] = bytesOf(after);
      expect(csvAfter).toBe(csv);
      const withoutVersion = (text: string) => text.replace(/"log_version": ?\d+/, '');
      expect(withoutVersion(jsonAfter)).toBe(withoutVersion(json));
      expect(await explained(after)).toEqual(explainedBefore);
      expect(await explained(before)).toEqual(explainedBefore);
      // The polls of the first day that the second day's segments held.
      expect((await maintain()).message).toMatch(/^Merged 2 segments into 1. Verified .* none is damaged./);
      expect((await maintain()).message).toMatch(/^There was nothing to merge. Verified/);
    });
  });

  it('continues in another run when there is more to merge than one history should hold', async () => {
    const summary = await service.withWorker(
      async () => {
        await ingestAll();
        return maintain();
      },
      () => ({ planCompaction: createPlanCompaction(service.ports, { groups: 1, segmentsEach: 100 }) }),
    );
    expect(summary.message).toMatch(/^Merged 8 segments into 4. Verified/);
  });

  it('reports what could not be merged, and merges the rest', async () => {
    const summary = await service.withWorker(
      async () => {
        await ingestAll();
        return maintain();
      },
      (activities) => ({
        compact: async (request) => {
          if (request.group.day === '2023-01-23') return activities.compact(request);
          throw ApplicationFailure.nonRetryable('the disk is on fire', 'STORAGE_DAMAGED');
        },
      }),
    );
    expect(summary).toMatchObject({
      segmentsMerged: 4,
      problems: ['2023-01-22 could not be merged: the disk is on fire'],
    });
  });

  it('does not affect a running report, whatever it removes', async () => {
    const { ports } = service;
    const maintainLater = async () => {
      // By the second maintenance, the segments merged in the first were superseded days ago.
      await maintainByHand(daysLater(ports, 3));
      await maintainByHand(daysLater(ports, 6));
    };
    const undisturbed = await service.withWorker(async () => {
      await ingestAll();
      return service.report({ formats: ['csv', 'json'] });
    });
    const files = bytesOf(undisturbed);
    await ports.catalogue.retention.forgetReports({
      endedBeforeMicros: Number.MAX_SAFE_INTEGER,
      limit: 9,
      nowMicros: ports.clock(),
    });
    const { log } = ports.catalogue;
    const pinned = createLoad({
      ...ports,
      catalogue: {
        ...ports.catalogue,
        log: {
          ...log,
          segments: async (...asked) => {
            const segments = await log.segments(...asked);
            await maintainLater();
            return segments;
          },
        },
      },
    });
    const between =
      <Q, R>(stage: (request: Q) => Promise<R>) =>
      async (request: Q) => {
        await maintainLater();
        return stage(request);
      };
    const disturbed = await service.withWorker(
      () => service.report({ formats: ['csv', 'json'] }),
      ({ localize, filter, aggregate, render, settle }) => ({
        load: pinned,
        localize: between(localize),
        filter: between(filter),
        aggregate: between(aggregate),
        render: between(render),
        settle: between(settle),
      }),
    );
    expect(disturbed.pins).toEqual(undisturbed.pins);
    expect(bytesOf(disturbed)).toEqual(files);
    expect((await ports.catalogue.log.latest())?.version).toBeGreaterThan(disturbed.pins.logVersion);
  });
});
