import { MICROS_PER_DAY } from '../../domain/time/instants';
import { hasOpenRun } from '../kit/open-run';
import type { ActivityPorts } from '../ports';
import { clearAway } from '../report/clear-away';

const MESSAGE = 'The run of the report was ended from outside before it could record its end.';

/**
 * Records the end of reports that still count as running a day after they were asked for, though Temporal has no run of
 * theirs that goes on: they would hold on to what they are made of for good.
 */
export async function endLostReports(ports: ActivityPorts, limit: number): Promise<void> {
  const { catalogue, clock } = ports;
  const dayAgo = { requestedMicros: clock() - MICROS_PER_DAY, id: '' };
  for (const record of await catalogue.reports.page(dayAgo, limit, { state: 'Running' })) {
    if (await hasOpenRun(record.id)) continue;
    // One that ended in between has recorded so.
    if ((await catalogue.reports.get(record.id))?.state !== 'Running') continue;
    await catalogue.reports.save({ ...record, state: 'Failed', message: MESSAGE, finishedMicros: clock() });
    await clearAway(ports, record.id, 'Failed');
  }
}
