import { DEFAULT_METHOD } from '../contract/methods';
import { figuresKey } from '../contract/report-keys';
import { explainedSpan } from '../domain/explain/left-out';
import { pinReport } from '../storage/catalogue/pin-report';
import { pinnedPaths } from './pinned-paths';
import type { QueryPorts } from './ports';
import type { Queries, ReportRef } from './queries';
import type { QueryRunner } from './tasks';
import { timelineSpan } from './timeline-span';

/** Finds the files of a request and has the runner read them. */
export function createQueries(ports: QueryPorts, runner: QueryRunner): Queries {
  const { catalogue, blobs } = ports;
  const figuresPath = (report: ReportRef) => blobs.localPath(figuresKey(report.id));
  return {
    hasFigures: (reportId) => blobs.exists(figuresKey(reportId)),
    summary: async (report) =>
      runner.run('summary', { figuresPath: await figuresPath(report), method: report.method }),
    storePage: async (report, selection) =>
      runner.run('storePage', { figuresPath: await figuresPath(report), selection }),
    store: async (report, storeId) =>
      runner.run('store', { figuresPath: await figuresPath(report), storeId }),
    explain: async ({ storeId, pins }) => {
      const span = explainedSpan(pins.asOfMicros);
      return runner.run('explain', {
        storeId,
        pins,
        span,
        ...(await pinnedPaths(ports, pins, span)),
      });
    },
    compare: async (report, other, selection) =>
      runner.run('compare', {
        figuresPath: await figuresPath(report),
        otherFiguresPath: await figuresPath(other),
        selection,
      }),
    findStores: async (search, limit) => {
      const log = await catalogue.log.latest();
      if (!log) return { total: 0, ids: [] };
      return runner.run('findStores', { storesPath: await blobs.localPath(log.storesKey), search, limit });
    },
    timeline: async ({ storeId, holdSeconds, ...request }) => {
      const latest = { asOfMicros: null, method: DEFAULT_METHOD, holdSeconds };
      const { pins } = await pinReport(catalogue, latest);
      const span = timelineSpan(request, pins.asOfMicros);
      const paths = await pinnedPaths(ports, pins, span);
      const timeline = await runner.run('timeline', { storeId, holdSeconds, span, ...paths });
      return { ...timeline, span, logVersion: pins.logVersion };
    },
    close: () => runner.close(),
  };
}
