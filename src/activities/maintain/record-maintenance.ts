import type { RecordMaintenanceRequest } from '../../contract/maintenance';
import type { ActivityPorts } from '../ports';

/** Records what a maintenance did. */
export function createRecordMaintenance({ catalogue, clock }: ActivityPorts) {
  return ({ maintenanceId: id, trigger, summary }: RecordMaintenanceRequest): Promise<void> =>
    catalogue.retention.record({ id, trigger, finishedMicros: clock(), summary });
}
