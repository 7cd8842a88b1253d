import type { ReportPins, Span } from '../contract/report';
import { type VersionPaths, type VersionPins, versionPaths } from '../contract/versioned-inputs';
import { findPinned } from '../storage/catalogue/pin-report';
import type { QueryPorts } from './ports';

interface PinnedPaths extends VersionPaths {
  readonly storesPath: string;
  readonly segmentPaths: readonly string[];
}

/** Paths on this machine of the pinned inputs; of the log, only the segments that can hold polls of the span. */
export async function pinnedPaths(
  { catalogue, blobs }: QueryPorts,
  pins: Pick<ReportPins, 'logVersion' | keyof VersionPins>,
  span: Span,
): Promise<PinnedPaths> {
  const { log, inputs } = await findPinned(catalogue, pins);
  const segments = await catalogue.log.segments(pins.logVersion, { span });
  return {
    storesPath: await blobs.localPath(log.storesKey),
    segmentPaths: await Promise.all(segments.map(({ key }) => blobs.localPath(key))),
    ...(await versionPaths(async (kind) => {
      const version = inputs[kind];
      return version && blobs.localPath(version.key);
    })),
  };
}
