import type { AggregatedReport, AggregateRequest } from '../contract/activity-payloads';
import { figuresKey } from '../contract/report-keys';
import { aggregate } from '../frames/aggregate';
import type { ActivityPorts } from './ports';

/** Adds up every store's hour, day and week. */
export function createAggregate({ blobs }: ActivityPorts) {
  return async ({ reportId, pins, ...keys }: AggregateRequest): Promise<AggregatedReport> => {
    const key = figuresKey(reportId);
    const paths = {
      storesPath: await blobs.localPath(keys.storesKey),
      zonesPath: await blobs.localPath(keys.zonesKey),
      intervalsPath: await blobs.localPath(keys.intervalsKey),
      keptPath: await blobs.localPath(keys.keptKey),
    };
    const { asOfMicros, method, holdSeconds } = pins;
    const { coverage } = await blobs.write(key, (outPath) =>
      aggregate({ ...paths, asOfMicros, method, holdSeconds, outPath }),
    );
    return { figuresKey: key, coverage };
  };
}
