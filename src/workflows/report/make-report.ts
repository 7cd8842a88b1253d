import { patched } from '@temporalio/workflow';
import type { PartitionRef } from '../../contract/buckets';
import type { PinnedReport, ReportResult } from '../../contract/report-payloads';
import type { LoadedReport } from '../../contract/stage-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { renderers, stages } from '../kit/activity-proxies';
import { adoptIfShared } from './adopt-if-shared';
import { computePartitions } from './compute-partitions';
import { computeStages } from './compute-stages';
import type { Computed } from './computed';
import { pinRequestOf } from './pin-request-of';
import { enter, found, type Tracker } from './report-tracker';

/** Makes a report's files: computes them, or copies them from a report with the same content. */
export async function makeReport(input: ReportInput, tracker: Tracker): Promise<ReportResult> {
  enter('load', tracker);
  tracker.isOfBefore03 = !patched('partitions');
  if (tracker.isOfBefore03) return renderAll(input, await loadAndCompute(input, tracker), tracker);
  const pinned = await stages.pin.executeWithOptions({ summary: 'Pin the inputs' }, [pinRequestOf(input)]);
  tracker.pins = pinned.pins;
  const adopted = await adoptIfShared(input, pinned, tracker);
  return adopted ?? renderAll(input, await computePinned(input.reportId, pinned, tracker), tracker);
}

async function computePinned(reportId: string, pinned: PinnedReport, tracker: Tracker): Promise<Computed> {
  enter('load', tracker);
  if (pinned.partitions > 1) return computePartitions(reportId, pinned, tracker);
  const part = { partition: 0, partitions: 1 };
  const loaded = await stages.load.executeWithOptions({ summary: 'Read the week of polls' }, [
    { reportId, part },
  ]);
  const warnings = [...loaded.quality.warnings, ...pinned.warnings];
  return computeWhole({ reportId, part }, { ...loaded, quality: { ...loaded.quality, warnings } }, tracker);
}

async function renderAll(input: ReportInput, computed: Computed, tracker: Tracker): Promise<ReportResult> {
  enter('render', tracker);
  const { figuresKey, heatKey, intervalsKey, pollsKey, ...facts } = computed;
  const { reportId, options } = input;
  const { extended, rawCsv, fullTable } = options;
  const { pins, quality, storeCount } = facts;
  const content = {
    pins,
    quality,
    extended,
    rawCsv,
    fullTable,
    figuresKey,
    heatKey,
    intervalsKey,
    pollsKey,
    storeCount,
  };
  const files = await Promise.all(
    options.formats.map((format) =>
      renderers.render.executeWithOptions({ summary: `Write the ${format.toUpperCase()}` }, [
        { reportId, format, ...content },
      ]),
    ),
  );
  return { reportId, ...facts, files };
}

async function loadAndCompute(input: ReportInput, tracker: Tracker): Promise<Computed> {
  const loaded = await stages.load.executeWithOptions({ summary: 'Pin the inputs, read the week of polls' }, [
    input,
  ]);
  return computeWhole({ reportId: input.reportId }, loaded, tracker);
}

async function computeWhole(
  whole: { readonly reportId: string; readonly part?: PartitionRef },
  loaded: LoadedReport,
  tracker: Tracker,
): Promise<Computed> {
  const { pins, storeCount, pollsKey } = loaded;
  found(pins, storeCount, loaded.quality.polls, tracker);
  const { quality, intervalsKey, aggregated } = await computeStages(whole, loaded, {
    entered: (stage) => enter(stage, tracker),
    asWords: (summary) => summary,
  });
  const { figuresKey, heatKey = null, coverage } = aggregated;
  return { pins, storeCount, quality, coverage, figuresKey, heatKey, intervalsKey, pollsKey };
}
