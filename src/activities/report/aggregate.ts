import type { PartitionRef } from '../../contract/buckets';
import { figuresKey, heatKey, partitionHeatKey, workKey } from '../../contract/report-keys';
import type { AggregatedReport, AggregateRequest } from '../../contract/stage-payloads';
import { writeHeat, writeQuality } from '../../storage/blobs/report-blobs';
import type { ActivityPorts } from '../ports';

/**
 * Adds up each store's hour, day and week, and all stores by the hour of the week. The files of one of several partitions
 * are work for `merge`.
 */
export function createAggregate({ blobs, computing }: ActivityPorts) {
  return async ({ reportId, part, pins, quality, ...keys }: AggregateRequest): Promise<AggregatedReport> => {
    const written = keysOf(reportId, part);
    const paths = {
      storesPath: await blobs.localPath(keys.storesKey),
      zonesPath: await blobs.localPath(keys.zonesKey),
      intervalsPath: await blobs.localPath(keys.intervalsKey),
      keptPath: await blobs.localPath(keys.keptKey),
    };
    const { asOfMicros, method, holdSeconds } = pins;
    const { coverage, heat } = await blobs.write(written.figures, (outPath) =>
      computing.run('aggregate', { ...paths, asOfMicros, method, holdSeconds, outPath }),
    );
    if (quality) await writeQuality(blobs, reportId, quality);
    if (heat) await writeHeat(blobs, written.heat, heat);
    return { figuresKey: written.figures, heatKey: heat && written.heat, coverage };
  };
}

function keysOf(reportId: string, part: PartitionRef | undefined) {
  return part && part.partitions > 1
    ? { figures: workKey(reportId, 'figures', part), heat: partitionHeatKey(reportId, part) }
    : { figures: figuresKey(reportId), heat: heatKey(reportId) };
}
