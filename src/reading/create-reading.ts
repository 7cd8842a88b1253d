import { LoopwatchError } from '../contract/errors';
import type { ReportPins, Span } from '../contract/report';
import { figuresKey } from '../contract/report-keys';
import { lookedAt } from '../domain/explain-words';
import type { Blobs } from '../store/blobs';
import type { Catalogue } from '../store/catalogue';
import type { Reading, ReportRef } from './reading';
import type { TaskRunner } from './tasks';

export interface ReadingPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
}

/** Finds the files that are asked of, and has the runner read them. */
export function createReading({ catalogue, blobs }: ReadingPorts, runner: TaskRunner): Reading {
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
      const span = lookedAt(pins.asOfMicros);
      return runner.run('explain', {
        storeId,
        pins,
        span,
        ...(await pinnedPaths({ catalogue, blobs }, pins, span)),
      });
    },
    close: () => runner.close(),
  };
}

export interface PinnedPaths {
  readonly storesPath: string;
  readonly segmentPaths: readonly string[];
  readonly hoursPath: string | null;
  readonly timezonesPath: string | null;
}

/** Where on this machine the inputs that pins name are, of the log the segments that may hold polls of the span. */
async function pinnedPaths(
  { catalogue, blobs }: ReadingPorts,
  pins: Pick<ReportPins, 'logVersion' | 'hoursVersion' | 'timezonesVersion'>,
  span: Span,
): Promise<PinnedPaths> {
  const [log, hours, timezones, segments] = await Promise.all([
    catalogue.log.at(pins.logVersion),
    catalogue.inputs.at('hours', pins.hoursVersion),
    catalogue.inputs.at('timezones', pins.timezonesVersion),
    catalogue.log.segments(pins.logVersion, span),
  ]);
  if (!log || (!hours && pins.hoursVersion > 0) || (!timezones && pins.timezonesVersion > 0)) {
    throw new LoopwatchError(
      'STORAGE_DAMAGED',
      `The catalogue no longer knows a version that the report was made of (log ${pins.logVersion}, hours ${pins.hoursVersion}, timezones ${pins.timezonesVersion})`,
      'Restore the data folder from its backup.',
    );
  }
  return {
    storesPath: await blobs.localPath(log.storesKey),
    segmentPaths: await Promise.all(segments.map(({ key }) => blobs.localPath(key))),
    hoursPath: hours && (await blobs.localPath(hours.key)),
    timezonesPath: timezones && (await blobs.localPath(timezones.key)),
  };
}
