import type { ReportOptions } from '../../contract/report';
import type { RenderRequest } from '../../contract/stage-payloads';
import { versionKeys } from '../../contract/versioned-inputs';
import { stateFactsOf } from '../../domain/report/state-counts';
import type { Activities } from '../index';

const WHOLE = { partition: 0, partitions: 1 };

type Stages = Pick<Activities, 'load' | 'localize' | 'filter' | 'aggregate'>;

/**
 * Computes a pinned report in one partition, without a workflow. The workflow has calls of its own, which its histories
 * hold. @returns what its files are written from
 */
export async function computeWhole(
  { load, localize, filter, aggregate }: Stages,
  reportId: string,
  { extended, rawCsv, fullTable }: Pick<ReportOptions, 'extended' | 'rawCsv' | 'fullTable'>,
): Promise<Omit<RenderRequest, 'reportId' | 'format'>> {
  const loaded = await load({ reportId, part: WHOLE });
  const { pins, pollsKey, storesKey, storeCount } = loaded;
  const inputs = versionKeys((kind) => loaded[`${kind}Key`]);
  const localized = await localize({ reportId, loaded: { pins, storesKey, ...inputs } });
  const { intervalsKey, zonesKey } = localized;
  const { keptKey, outside } = await filter({ reportId, pollsKey, intervalsKey, zonesKey });
  const quality = { ...loaded.quality, pollsOutsideHours: outside, ...stateFactsOf(localized) };
  const keys = { storesKey, zonesKey, intervalsKey, keptKey };
  const { figuresKey, heatKey = null } = await aggregate({ reportId, pins, ...keys, quality });
  const choices = { extended, rawCsv, fullTable };
  return { pins, quality, ...choices, figuresKey, heatKey, intervalsKey, pollsKey, storeCount };
}
