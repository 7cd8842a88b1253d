import type { Expired, MaintenanceRef } from '../../contract/maintenance';
import { reportFolder } from '../../contract/report-keys';
import { expiredSegments } from '../../domain/log/expired-segments';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import { removeKeptReport } from '../../storage/commits/kept-records';
import { DELIVERIES_FOLDER } from '../../storage/deliveries/open-delivery';
import { hasOpenRun } from '../kit/open-run';
import type { ActivityPorts } from '../ports';
import { clearAway } from '../report/clear-away';

/** Items of each kind that one activity removes. */
const LIMIT = 1_000;

/** Removes what is past its retention: polls (by a log version without them), reports, quarantined rows and deliveries. */
export function createExpire(ports: ActivityPorts) {
  return async (ref: MaintenanceRef): Promise<Expired> => {
    await endLostReports(ports, LIMIT);
    const segments = await expirePolls(ports, ref);
    const reports = await expireReports(ports);
    const quarantineFiles = await expireQuarantine(ports);
    const deliveries = await expireDeliveries(ports);
    await ports.catalogue.retention.forgetSegments(ports.clock() - MICROS_PER_DAY);
    return {
      segments,
      reports,
      quarantineFiles,
      deliveries,
      more: [segments, reports, quarantineFiles, deliveries].includes(LIMIT),
    };
  };
}

async function expirePolls(
  { catalogue, retention, clock }: ActivityPorts,
  { maintenanceId }: MaintenanceRef,
): Promise<number> {
  const latest = await catalogue.log.latest();
  if (retention.pollsDays === null || !latest || latest.newestMicros === null) return 0;
  const before = latest.newestMicros - retention.pollsDays * MICROS_PER_DAY;
  const removed = expiredSegments(await catalogue.log.segments(latest.version), before).slice(0, LIMIT);
  if (removed.length > 0)
    await catalogue.log.compact({ maintenanceId, committedMicros: clock(), removed, added: [] });
  return removed.length;
}

/** Remove the record first: if this stops in between, the next maintenance removes the files. */
async function expireReports({ catalogue, blobs, retention, clock }: ActivityPorts): Promise<number> {
  if (retention.reportsDays === null) return 0;
  const nowMicros = clock();
  const endedBeforeMicros = nowMicros - retention.reportsDays * MICROS_PER_DAY;
  const ids = await catalogue.retention.forgetReports({ endedBeforeMicros, limit: LIMIT, nowMicros });
  for (const id of ids) {
    await blobs.removeFolder(reportFolder(id));
    await removeKeptReport(blobs, id);
  }
  return ids.length;
}

async function expireQuarantine({ catalogue, blobs, retention, clock }: ActivityPorts): Promise<number> {
  if (retention.quarantineDays === null) return 0;
  const before = clock() - retention.quarantineDays * MICROS_PER_DAY;
  const keys = await catalogue.retention.forgetQuarantine(before, LIMIT);
  for (const key of keys) await blobs.remove(key);
  return keys.length;
}

/** The date of a delivery is that of its last ingestion: equal content has one file. */
async function expireDeliveries({ blobs, retention, clock }: ActivityPorts): Promise<number> {
  if (retention.deliveriesDays === null) return 0;
  const before = clock() - retention.deliveriesDays * MICROS_PER_DAY;
  let removed = 0;
  for await (const { key, modifiedMicros } of blobs.list(DELIVERIES_FOLDER)) {
    if (modifiedMicros >= before) continue;
    await blobs.remove(key);
    if (++removed === LIMIT) break;
  }
  return removed;
}

const MESSAGE = 'The run of the report was ended from outside before it could record its end.';

/**
 * Records the end of reports that are on record as running after a day, while Temporal has no open run of them:
 * otherwise their inputs would be kept forever.
 */
async function endLostReports(ports: ActivityPorts, limit: number): Promise<void> {
  const { catalogue, clock } = ports;
  const dayAgo = { requestedMicros: clock() - MICROS_PER_DAY, id: '' };
  for (const record of await catalogue.reports.page(dayAgo, limit, { state: 'Running' })) {
    if (await hasOpenRun(record.id)) continue;
    // The run may have recorded its end in between.
    if ((await catalogue.reports.get(record.id))?.state !== 'Running') continue;
    await catalogue.reports.save({ ...record, state: 'Failed', message: MESSAGE, finishedMicros: clock() });
    await clearAway(ports, record.id, 'Failed');
  }
}
