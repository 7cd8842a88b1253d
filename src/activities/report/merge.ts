import type { PartitionRef } from '../../contract/buckets';
import { METHOD_FACTS } from '../../contract/methods';
import type { ReportQuality, WeekHeat } from '../../contract/report';
import { figuresKey, heatKey, partitionHeatKey, workKey } from '../../contract/report-keys';
import type { MergedReport, MergeRequest } from '../../contract/stage-payloads';
import { addHeats } from '../../domain/uptime/week-heat';
import { describeStates } from '../../domain/wording/describe-states';
import { readHeatAt, writeHeat, writeQuality } from '../../storage/blobs/report-blobs';
import type { ActivityPorts } from '../ports';
import { pollWarnings } from './input-warnings';
import { pinnedQuality, pinnedRecord } from './pinned-record';

/** Merges all partitions into the same files that one partition alone would write. */
export function createMerge(ports: ActivityPorts) {
  return async (request: MergeRequest): Promise<MergedReport> => {
    const { blobs, computing } = ports;
    const { reportId, partitions } = request;
    const { options, ...pinned } = await pinnedRecord(ports.catalogue, reportId);
    const parts = Array.from(
      { length: partitions },
      (_, partition): PartitionRef => ({ partition, partitions }),
    );
    const partitionPaths = await Promise.all(
      parts.map((part) => blobs.localPath(workKey(reportId, 'figures', part))),
    );
    const { storeIds } = options;
    const { coverage, unknownStoreIds } = await blobs.write(figuresKey(reportId), (outPath) =>
      computing.run('mergeFigures', { partitionPaths, storeIds, outPath }),
    );
    const { newestOfAllMicros, storeCount, polledLastDay, ...sums } = request.sums;
    const quality: ReportQuality = {
      ...sums,
      ...pinnedQuality(pinned),
      unknownStoreIds,
      warnings: [
        ...(await pollWarnings(ports, pinned, {
          storeCount,
          newestOfAllMicros,
          polledLastDay,
          storesSilent: sums.storesSilent,
          pollsKeys: parts.map((part) => workKey(reportId, 'polls', part)),
        })),
        ...request.warnings,
        ...describeStates(sums),
      ],
    };
    await writeQuality(blobs, reportId, quality);
    const heat = METHOD_FACTS[pinned.pins.method].tellsWhen ? await mergeHeat(ports, reportId, parts) : null;
    if (heat) await writeHeat(blobs, heatKey(reportId), heat);
    return { figuresKey: figuresKey(reportId), heatKey: heat && heatKey(reportId), coverage, quality };
  };
}

async function mergeHeat(
  { blobs }: ActivityPorts,
  reportId: string,
  partitions: readonly PartitionRef[],
): Promise<WeekHeat> {
  return addHeats(
    await Promise.all(partitions.map((each) => readHeatAt(blobs, partitionHeatKey(reportId, each)))),
  );
}
