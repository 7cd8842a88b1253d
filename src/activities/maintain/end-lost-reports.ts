import { MICROS_PER_DAY } from '../../domain/time/instants';
import { hasOpenRun } from '../kit/open-run';
import type { ActivityPorts } from '../ports';
import { clearAway } from '../report/clear-away';

const MESSAGE = 'The run of the report was ended from outside before it could record its end.';

/**
 * Records the end of reports that are on record as running after a day, while Temporal has no open run of them:
 * otherwise their inputs would be kept forever.
 */
export async function endLostReports(ports: ActivityPorts, limit: number): Promise<void> {
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
