import type { LoadedReport, LoadRequest } from '../contract/activity-payloads';
import { workKey } from '../contract/report-keys';
import { describeInputs } from '../domain/describe-inputs';
import { windowOf } from '../domain/windows';
import type { LoadedPolls } from '../frames/load-polls';
import { type Pinned, pinReport } from '../store/pin-report';
import type { ActivityPorts } from './ports';

/** Pins what the report is made of, and writes its stores and their week of polls. */
export function createLoad({ catalogue, blobs, computing }: ActivityPorts) {
  return async ({ reportId, options, requestedMicros, requestedBy }: LoadRequest): Promise<LoadedReport> => {
    await catalogue.reports.save({
      id: reportId,
      requestedMicros,
      requestedBy: requestedBy ?? null,
      options,
      state: 'Running',
      pins: null,
      files: [],
      storeCount: null,
      pollCount: null,
      message: null,
      finishedMicros: null,
    });
    const pinned = await pinReport(catalogue, options);
    const { pins, log, hours, timezones } = pinned;
    const span = windowOf('week', pins.asOfMicros);
    const segments = await Promise.all(
      (await catalogue.log.segments(log.version, { span })).map(async ({ key, corrections }) => ({
        path: await blobs.localPath(key),
        corrections,
      })),
    );
    const storesPath = await blobs.localPath(log.storesKey);
    const [storesKey, pollsKey] = [workKey(reportId, 'stores'), workKey(reportId, 'polls')];
    const loaded = await blobs.write(storesKey, (outStoresPath) =>
      blobs.write(pollsKey, (outPollsPath) =>
        computing.run('loadPolls', {
          segments,
          storesPath,
          span,
          storeIds: options.storeIds,
          outStoresPath,
          outPollsPath,
        }),
      ),
    );
    return {
      pins,
      storesKey,
      pollsKey,
      hoursKey: hours?.key ?? null,
      timezonesKey: timezones?.key ?? null,
      storeCount: loaded.storeCount,
      quality: {
        polls: loaded.pollCount,
        newestPollMicros: loaded.newestPollMicros,
        rowsIn: log.rowsInTotal,
        duplicates: log.duplicatesTotal,
        disagreements: log.disagreementsTotal,
        quarantined: {
          polls: log.quarantinedTotal,
          hours: hours?.quarantined ?? 0,
          timezones: timezones?.quarantined ?? 0,
        },
        storesSilent: loaded.silentStores,
        unknownStoreIds: loaded.unknownStoreIds,
        warnings: await warningsOf(catalogue, pinned, loaded),
      },
    };
  };
}

async function warningsOf(
  catalogue: ActivityPorts['catalogue'],
  { pins, log, hours, timezones }: Pinned,
  { storeCount, newestOfAllMicros }: LoadedPolls,
): Promise<string[]> {
  const files = await catalogue.files.all();
  const held = await Promise.all([catalogue.inputs.newest('hours'), catalogue.inputs.newest('timezones')]);
  return describeInputs({
    storeCount,
    asOfMicros: pins.asOfMicros,
    newestPollMicros: newestOfAllMicros ?? newestBefore(pins, log),
    hasHours: hours !== null,
    hasTimezones: timezones !== null,
    rejected: files.flatMap((file) => (file.state === 'rejected' && file.message ? [file.message] : [])),
    held: held.flatMap((version) => (version?.state === 'held' ? [version] : [])),
  });
}

/** Where the week has no poll. null: the log has later ones, and which was the last before as-of would have to be looked up. */
function newestBefore({ asOfMicros }: Pinned['pins'], { newestMicros }: Pinned['log']): number | null {
  return newestMicros !== null && newestMicros <= asOfMicros ? newestMicros : null;
}
