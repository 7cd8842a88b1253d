import { LoopwatchError } from '../contract/errors';
import type { ReportPins, Span } from '../contract/report';
import type { ReadingPorts } from './ports';

interface PinnedPaths {
  readonly storesPath: string;
  readonly segmentPaths: readonly string[];
  readonly hoursPath: string | null;
  readonly timezonesPath: string | null;
}

/** Where on this machine the inputs that pins name are, of the log the segments that may hold polls of the span. */
export async function pinnedPaths(
  { catalogue, blobs }: ReadingPorts,
  pins: Pick<ReportPins, 'logVersion' | 'hoursVersion' | 'timezonesVersion'>,
  span: Span,
): Promise<PinnedPaths> {
  const [log, hours, timezones, segments] = await Promise.all([
    catalogue.log.at(pins.logVersion),
    catalogue.inputs.at('hours', pins.hoursVersion),
    catalogue.inputs.at('timezones', pins.timezonesVersion),
    catalogue.log.segments(pins.logVersion, { span }),
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
