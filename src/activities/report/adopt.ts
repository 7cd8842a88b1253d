import { isCode } from '../../contract/errors';
import { METHOD_FACTS } from '../../contract/methods';
import { figuresKey, heatKey, qualityKey, reportFileKey } from '../../contract/report-keys';
import type { AdoptedReport, AdoptRequest } from '../../contract/report-payloads';
import { readQuality } from '../../storage/blobs/report-blobs';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import type { ActivityPorts } from '../ports';

/** Copies the files of another report with the same content. @returns null where some are missing. */
export function createAdopt(ports: ActivityPorts) {
  return async (request: AdoptRequest): Promise<AdoptedReport | null> => {
    const source = await ports.catalogue.reports.get(request.from);
    if (source?.state !== 'Completed' || source.storeCount === null) return null;
    try {
      return await adoptFrom(ports, source, source.storeCount, request);
    } catch (error) {
      if (isCode(error, 'STORAGE_DAMAGED')) return null;
      throw error;
    }
  };
}

async function adoptFrom(
  { blobs, computing }: ActivityPorts,
  source: ReportRecord,
  storeCount: number,
  { reportId, formats }: AdoptRequest,
): Promise<AdoptedReport | null> {
  const keysOf = [
    figuresKey,
    qualityKey,
    ...(METHOD_FACTS[source.options.method].tellsWhen ? [heatKey] : []),
    ...formats.map((format) => (id: string) => reportFileKey(id, format)),
  ];
  await Promise.all(keysOf.map((keyOf) => blobs.copy(keyOf(source.id), keyOf(reportId))));
  const quality = await readQuality(blobs, reportId);
  if (quality === null) return null;
  const figuresPath = await blobs.localPath(figuresKey(reportId));
  const files = formats.map(async (format) => {
    const key = reportFileKey(reportId, format);
    return { format, key, sizeBytes: await blobs.sizeBytes(key) };
  });
  return {
    quality,
    storeCount,
    coverage: await computing.run('coverage', { figuresPath }),
    files: await Promise.all(files),
  };
}
