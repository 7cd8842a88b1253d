import type { AggregatedReport, AggregateRequest } from '../contract/activity-payloads';
import { aggregate } from '../frames/aggregate';
import type { ActivityPorts } from './ports';
import { workKey } from './report-keys';

/** Adds up every store's hour, day and week. */
export function createAggregate({ blobs }: ActivityPorts) {
  return async ({ reportId, pins, ...keys }: AggregateRequest): Promise<AggregatedReport> => {
    const figuresKey = workKey(reportId, 'figures');
    const paths = {
      storesPath: await blobs.localPath(keys.storesKey),
      zonesPath: await blobs.localPath(keys.zonesKey),
      intervalsPath: await blobs.localPath(keys.intervalsKey),
      keptPath: await blobs.localPath(keys.keptKey),
    };
    const { asOfMicros, method, holdSeconds } = pins;
    const { coverage } = await blobs.write(figuresKey, (outPath) =>
      aggregate({ ...paths, asOfMicros, method, holdSeconds, outPath }),
    );
    return { figuresKey, coverage };
  };
}
