import type { PartitionRef } from '../../contract/buckets';
import type { ReportQuality, ReportStage } from '../../contract/report';
import type { AggregatedReport, LoadedReport } from '../../contract/stage-payloads';
import { versionKeys } from '../../contract/versioned-inputs';
import { stateFactsOf } from '../../domain/report/state-counts';
import { describeStates } from '../../domain/wording/describe-states';
import { stages } from '../kit/activity-proxies';

/** The results of the stages after `load`, for a report or one partition. */
export interface ComputedStages {
  readonly quality: ReportQuality;
  readonly intervalsKey: string;
  readonly aggregated: AggregatedReport;
}

export interface StageTelling {
  readonly entered: (stage: ReportStage) => void;
  /** Makes the summary of a step for the Web UI. */
  readonly asWords: (summary: string) => string;
}

/** Runs the stages from the loaded polls to the figures. */
export async function computeStages(
  whose: { readonly reportId: string; readonly part?: PartitionRef },
  loaded: LoadedReport,
  { entered, asWords }: StageTelling,
): Promise<ComputedStages> {
  const { pins, pollsKey, storesKey } = loaded;
  const inputKeys = versionKeys((kind) => loaded[`${kind}Key`]);
  entered('localize');
  const localized = await stages.localize.executeWithOptions(
    { summary: asWords('Business hours of each store in UTC') },
    [{ ...whose, loaded: { pins, storesKey, ...inputKeys } }],
  );

  entered('filter');
  const { intervalsKey, zonesKey } = localized;
  const filtered = await stages.filter.executeWithOptions(
    { summary: asWords('Keep the polls inside business hours') },
    [{ ...whose, pollsKey, intervalsKey, zonesKey }],
  );

  entered('aggregate');
  const isPart = whose.part !== undefined && whose.part.partitions > 1;
  const quality: ReportQuality = {
    ...loaded.quality,
    pollsOutsideHours: filtered.outside,
    ...stateFactsOf(localized),
    warnings: [...loaded.quality.warnings, ...(isPart ? [] : describeStates(localized))],
  };
  const { keptKey } = filtered;
  const aggregated = await stages.aggregate.executeWithOptions(
    { summary: asWords('Up, down and unknown of each hour, day and week') },
    [{ ...whose, pins, storesKey, zonesKey, intervalsKey, keptKey, ...(isPart ? {} : { quality }) }],
  );
  return { quality, intervalsKey, aggregated };
}
