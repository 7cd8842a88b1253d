import { FORMAT_FACTS } from '../../contract/formats';
import { MAX_WEEKS_DRAWN, type RenderedFile, type ReportPins } from '../../contract/report';
import { reportFileKey } from '../../contract/report-keys';
import type { RenderRequest } from '../../contract/stage-payloads';
import { type VersionPaths, versionPaths } from '../../contract/versioned-inputs';
import { readHeat } from '../../storage/blobs/report-blobs';
import { findPinned } from '../../storage/catalogue/pin-report';
import type { ActivityPorts } from '../ports';

/** Writes one file of a report. */
export function createRender({ blobs, catalogue, computing }: ActivityPorts) {
  return async (request: RenderRequest): Promise<RenderedFile> => {
    const { reportId, format, pins, quality, extended, rawCsv, fullTable, storeCount = 0 } = request;
    const { intervalsKey, pollsKey } = request;
    const mayDraw =
      FORMAT_FACTS[format].drawsWeeks && storeCount <= MAX_WEEKS_DRAWN && intervalsKey && pollsKey;
    const inputs = {
      format,
      pins,
      quality,
      extended,
      rawCsv,
      fullTable,
      figuresPath: await blobs.localPath(request.figuresKey),
      heat: request.heatKey ? await readHeat(blobs, reportId) : null,
      weeks: mayDraw
        ? {
            intervalsPath: await blobs.localPath(intervalsKey),
            pollsPath: await blobs.localPath(pollsKey),
            ...(await pathsOfVersions({ blobs, catalogue }, pins)),
          }
        : null,
    };
    const key = reportFileKey(reportId, format);
    await blobs.write(
      key,
      (outPath) => computing.run('render', { ...inputs, outPath }),
      ({ sha256 }) => sha256,
    );
    return { format, key, sizeBytes: await blobs.sizeBytes(key) };
  };
}

/** A store's page says where its hours and zone come from. */
async function pathsOfVersions(
  { blobs, catalogue }: Pick<ActivityPorts, 'blobs' | 'catalogue'>,
  pins: ReportPins,
): Promise<VersionPaths> {
  const { inputs } = await findPinned(catalogue, pins);
  return versionPaths(async (kind) => {
    const version = inputs[kind];
    return version && blobs.localPath(version.key);
  });
}
