import { writeFile } from 'node:fs/promises';
import type { AggregatedReport, AggregateRequest } from '../contract/activity-payloads';
import { figuresKey, heatKey, qualityKey } from '../contract/report-keys';
import type { ActivityPorts } from './ports';

/** Adds up every store's hour, day and week, and all of them together by the hour of the week. */
export function createAggregate({ blobs, computing }: ActivityPorts) {
  return async ({ reportId, pins, quality, ...keys }: AggregateRequest): Promise<AggregatedReport> => {
    const key = figuresKey(reportId);
    const paths = {
      storesPath: await blobs.localPath(keys.storesKey),
      zonesPath: await blobs.localPath(keys.zonesKey),
      intervalsPath: await blobs.localPath(keys.intervalsKey),
      keptPath: await blobs.localPath(keys.keptKey),
    };
    const { asOfMicros, method, holdSeconds } = pins;
    const { coverage, heat } = await blobs.write(key, (outPath) =>
      computing.run('aggregate', { ...paths, asOfMicros, method, holdSeconds, outPath }),
    );
    const writeJson = (jsonKey: string, content: object) =>
      blobs.write(jsonKey, (path) => writeFile(path, JSON.stringify(content)));
    if (quality) await writeJson(qualityKey(reportId), quality);
    if (heat) await writeJson(heatKey(reportId), heat);
    return { figuresKey: key, heatKey: heat && heatKey(reportId), coverage };
  };
}
