import { LoopwatchError } from '../contract/errors';
import { DEFAULT_METHOD } from '../contract/methods';
import type { Span } from '../contract/report';
import { figuresKey } from '../contract/report-keys';
import { explainedSpan } from '../domain/explain/left-out';
import { MICROS_PER_DAY, requireInstant } from '../domain/time/instants';
import { windowOf } from '../domain/time/windows';
import { pinReport } from '../storage/catalogue/pin-report';
import { acceptLosses } from './accept-losses';
import { pinnedPaths } from './pinned-paths';
import type { QueryPorts } from './ports';
import type { Queries, ReportRef, TimelineRequest } from './queries';
import type { QueryRunner } from './tasks';

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
    keptStores: async (kind) => {
      const inUse = await catalogue.inputs.current(kind);
      if (inUse === null) return { version: 0, stores: [] };
      const path = await blobs.localPath(inUse.key);
      return { version: inUse.version, stores: await runner.run('listKept', { kind, path }) };
    },
    acceptLosses: (request) => acceptLosses(ports, (rows) => runner.run('dropLost', rows), request),
    close: () => runner.close(),
  };
}

const MAX_DAYS = 31;
/** Earlier instants have no four-digit year. */
const EARLIEST_MICROS = requireInstant('0000-01-01T00:00:00Z', 'earliest');

/** The span of a request. @throws LoopwatchError INVALID_INPUT where it is empty or too long. */
function timelineSpan(request: Pick<TimelineRequest, 'fromMicros' | 'toMicros'>, newestMicros: number): Span {
  const toMicros = request.toMicros ?? newestMicros;
  const fromMicros = request.fromMicros ?? windowOf('week', toMicros).fromMicros;
  if (fromMicros >= toMicros) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      'from must lie before to, or before the latest poll where to is left out',
    );
  }
  if (fromMicros < EARLIEST_MICROS) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      'from must not lie before the year 0000, nor to in its first week',
    );
  }
  if (toMicros - fromMicros > MAX_DAYS * MICROS_PER_DAY) {
    throw new LoopwatchError('INVALID_INPUT', `from and to must lie at most ${MAX_DAYS} days apart`);
  }
  return { fromMicros, toMicros };
}
