import type { PartitionRef } from '../../contract/buckets';
import type { ReportOptions } from '../../contract/report';
import { workKey } from '../../contract/report-keys';
import type { LoadedReport, LoadRequest, UnpinnedLoadRequest } from '../../contract/stage-payloads';
import { versionKeys } from '../../contract/versioned-inputs';
import { bucketRange } from '../../domain/log/buckets';
import { windowOf } from '../../domain/time/windows';
import { type Pinned, pinReport } from '../../storage/catalogue/pin-report';
import { recordOfAsked } from '../../storage/catalogue/report-record';
import { requireAsked } from '../kit/require-asked';
import { segmentFiles } from '../kit/segment-files';
import type { ActivityPorts } from '../ports';
import { inputWarnings, pollWarnings } from './input-warnings';
import { pinnedQuality, pinnedRecord } from './pinned-record';

const WHOLE: PartitionRef = { partition: 0, partitions: 1 };

/**
 * Writes the stores of a report, or of one of its partitions, and their week of polls. A partition lists no unknown
 * stores and no warnings: only all partitions together know them.
 */
export function createLoad(ports: ActivityPorts) {
  return async (request: LoadRequest | UnpinnedLoadRequest): Promise<LoadedReport> => {
    const { catalogue } = ports;
    if ('part' in request) {
      const { options, ...pinned } = await pinnedRecord(catalogue, request.reportId);
      return loadPart(ports, { ...request, options, pinned });
    }
    await catalogue.reports.save(recordOfAsked(await requireAsked(catalogue, request)));
    const pinned = await pinReport(catalogue, request.options);
    const { quality, ...loaded } = await loadPart(ports, { ...request, part: WHOLE, pinned });
    const warnings = [...quality.warnings, ...(await inputWarnings(ports, pinned, request.options.storeIds))];
    return { ...loaded, quality: { ...quality, warnings } };
  };
}

interface PartToLoad {
  readonly reportId: string;
  readonly options: ReportOptions;
  readonly part: PartitionRef;
  readonly pinned: Pinned;
}

async function loadPart(
  ports: ActivityPorts,
  { reportId, options, part, pinned }: PartToLoad,
): Promise<LoadedReport> {
  const { catalogue, blobs, computing } = ports;
  const { pins, log, inputs } = pinned;
  const isWhole = part.partitions === 1;
  const span = windowOf('week', pins.asOfMicros);
  const buckets = bucketRange(part.partition, part.partitions);
  const segments = await segmentFiles(blobs, await catalogue.log.segments(log.version, { span, buckets }));
  const storesPath = await blobs.localPath(log.storesKey);
  const [storesKey, pollsKey] = [workKey(reportId, 'stores', part), workKey(reportId, 'polls', part)];
  const { storeIds } = options;
  const loaded = await blobs.write(storesKey, (outStoresPath) =>
    blobs.write(pollsKey, (outPollsPath) =>
      computing.run('loadPolls', {
        segments,
        storesPath,
        span,
        buckets,
        storeIds,
        outStoresPath,
        outPollsPath,
      }),
    ),
  );
  const storesSilent = loaded.silentStores;
  return {
    pins,
    storesKey,
    pollsKey,
    ...versionKeys((kind) => inputs[kind]?.key ?? null),
    storeCount: loaded.storeCount,
    newestOfAllMicros: loaded.newestOfAllMicros,
    polledLastDay: loaded.polledLastDay,
    quality: {
      polls: loaded.pollCount,
      newestPollMicros: loaded.newestPollMicros,
      ...pinnedQuality(pinned),
      storesSilent,
      unknownStoreIds: isWhole ? loaded.unknownStoreIds : [],
      warnings: isWhole
        ? await pollWarnings(ports, pinned, { ...loaded, storesSilent, pollsKeys: [pollsKey] })
        : [],
    },
  };
}
