import type { ReportPins, Span } from '../contract/report';
import { findPinned } from '../storage/catalogue/pin-report';
import type { QueryPorts } from './ports';

interface PinnedPaths {
  readonly storesPath: string;
  readonly segmentPaths: readonly string[];
  readonly hoursPath: string | null;
  readonly timezonesPath: string | null;
}

/** Paths on this machine of the pinned inputs; of the log, only the segments that can hold polls of the span. */
export async function pinnedPaths(
  { catalogue, blobs }: QueryPorts,
  pins: Pick<ReportPins, 'logVersion' | 'hoursVersion' | 'timezonesVersion'>,
  span: Span,
): Promise<PinnedPaths> {
  const { log, hours, timezones } = await findPinned(catalogue, pins);
  const segments = await catalogue.log.segments(pins.logVersion, { span });
  return {
    storesPath: await blobs.localPath(log.storesKey),
    segmentPaths: await Promise.all(segments.map(({ key }) => blobs.localPath(key))),
    hoursPath: hours && (await blobs.localPath(hours.key)),
    timezonesPath: timezones && (await blobs.localPath(timezones.key)),
  };
}
