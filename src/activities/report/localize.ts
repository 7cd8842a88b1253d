import { workKey } from '../../contract/report-keys';
import type { LocalizedReport, LocalizeRequest } from '../../contract/stage-payloads';
import { versionPaths } from '../../contract/versioned-inputs';
import { windowOf } from '../../domain/time/windows';
import type { ActivityPorts } from '../ports';

/** Turns each store's menu hours, in the store's own timezone, into business intervals in UTC. */
export function createLocalize({ blobs, computing }: ActivityPorts) {
  return async ({ reportId, part, loaded }: LocalizeRequest): Promise<LocalizedReport> => {
    const [intervalsKey, zonesKey] = [workKey(reportId, 'intervals', part), workKey(reportId, 'zones', part)];
    const storesPath = await blobs.localPath(loaded.storesKey);
    const inputPaths = await versionPaths(async (kind) => {
      const key = loaded[`${kind}Key`];
      return key === null ? null : blobs.localPath(key);
    });
    const span = windowOf('week', loaded.pins.asOfMicros);
    const localized = await blobs.write(intervalsKey, (outIntervalsPath) =>
      blobs.write(zonesKey, (outZonesPath) =>
        computing.run('localize', {
          storesPath,
          ...inputPaths,
          span,
          outIntervalsPath,
          outZonesPath,
        }),
      ),
    );
    return { intervalsKey, zonesKey, ...localized };
  };
}
