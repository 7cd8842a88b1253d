import { randomUUID } from 'node:crypto';
import { createActivities } from '../../src/activities/index';
import type { ActivityPorts } from '../../src/activities/ports';
import { reportWorkflowId } from '../../src/contract/names';
import { versionKeys } from '../../src/contract/versioned-inputs';
import { stateFactsOf } from '../../src/domain/report/state-counts';
import { askFor } from './ask-for';
import { activityEnvironment, runIn } from './maintain-by-hand';

/** Makes the CSV of a report by the activities of its workflow. */
export async function reportByHand(ports: ActivityPorts): Promise<void> {
  const { pin, load, localize, filter, aggregate, render, settle } = createActivities(ports);
  const reportId = randomUUID();
  const environment = activityEnvironment(1, reportWorkflowId(reportId));
  const { options, requestedMicros } = await askFor(ports, reportId, { formats: ['csv'] });
  const { pins } = await runIn(environment, pin, { reportId, options, requestedMicros });
  const part = { partition: 0, partitions: 1 };
  const loaded = await runIn(environment, load, { reportId, part });
  const { pollsKey, storesKey, storeCount } = loaded;
  const inputs = versionKeys((kind) => loaded[`${kind}Key`]);
  const localized = await runIn(environment, localize, { reportId, loaded: { pins, storesKey, ...inputs } });
  const { intervalsKey, zonesKey } = localized;
  const { keptKey, outside } = await runIn(environment, filter, {
    ...{ reportId, pollsKey, intervalsKey, zonesKey },
  });
  const quality = { ...loaded.quality, pollsOutsideHours: outside, ...stateFactsOf(localized) };
  const figures = { reportId, pins, storesKey, zonesKey, intervalsKey, keptKey, quality };
  const { figuresKey, heatKey = null } = await runIn(environment, aggregate, figures);
  const { extended, fullTable } = options;
  const content = { pins, quality, extended, fullTable, figuresKey, heatKey, storeCount };
  const drawn = { intervalsKey: null, pollsKey: null };
  const file = await runIn(environment, render, { reportId, format: 'csv', ...content, ...drawn });
  await runIn(environment, settle, {
    ...{ reportId, options, requestedMicros, state: 'Completed', message: null },
    ...{ pins, files: [file], storeCount, pollCount: quality.polls },
  });
}
