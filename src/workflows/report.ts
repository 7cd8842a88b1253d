import {
  CancellationScope,
  defineQuery,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { LoadedReport, ReportResult, SettleRequest } from '../contract/activity-payloads';
import { failureMessage } from '../contract/failure-message';
import { PROGRESS_QUERY } from '../contract/names';
import { type Progress, REPORT_STAGES, type ReportQuality, type ReportStage } from '../contract/report';
import type { ReportInput } from '../contract/workflow-inputs';
import { records, renderers, stages } from './activity-proxies';
import { showPins, showStatus } from './search-attributes';
import { tellOfEnd } from './tell-of-end';

export const progressQuery = defineQuery<Progress>(PROGRESS_QUERY);

interface Tracker {
  progress: Progress;
  loaded: LoadedReport | null;
}

/** One report, from the log to its files. A failure or a cancellation leaves no files behind, and is on record. */
export async function report(input: ReportInput): Promise<ReportResult> {
  const tracker: Tracker = {
    progress: { stage: 'load', fraction: 0, storeCount: null, pollCount: null },
    loaded: null,
  };
  setHandler(progressQuery, () => tracker.progress);
  let result: ReportResult;
  try {
    result = await makeReport(input, tracker);
    await settle(input, tracker, { state: 'Completed', message: null, files: result.files });
    tracker.progress = { ...tracker.progress, stage: 'done', fraction: 1 };
  } catch (error) {
    const cancelled = isCancellation(error);
    await CancellationScope.nonCancellable(() =>
      settle(input, tracker, {
        state: cancelled ? 'Cancelled' : 'Failed',
        message: cancelled ? 'The report was cancelled.' : failureMessage(error),
        files: [],
      }),
    );
    if (!cancelled) await tell(input, failureMessage(error));
    throw error;
  }
  await tell(input, 'Completed');
  return result;
}

/** Whoever cancels a report that has ended already does not keep it from those who wait for it. */
function tell(input: ReportInput, end: string): Promise<void> {
  return CancellationScope.nonCancellable(() => tellOfEnd(input, end));
}

async function makeReport(input: ReportInput, tracker: Tracker): Promise<ReportResult> {
  const { reportId, options } = input;
  enter('load', tracker);
  const loaded = await stages.load.executeWithOptions({ summary: 'Pin the inputs, read the week of polls' }, [
    input,
  ]);
  tracker.loaded = loaded;
  tracker.progress = { ...tracker.progress, storeCount: loaded.storeCount, pollCount: loaded.quality.polls };
  showPins(loaded.pins, loaded.storeCount);

  enter('localize', tracker);
  const localized = await stages.localize.executeWithOptions(
    { summary: 'Business hours of each store in UTC' },
    [{ reportId, loaded }],
  );

  enter('filter', tracker);
  const { pollsKey, storesKey } = loaded;
  const { intervalsKey, zonesKey } = localized;
  const filtered = await stages.filter.executeWithOptions(
    { summary: 'Keep the polls inside business hours' },
    [{ reportId, pollsKey, intervalsKey }],
  );

  enter('aggregate', tracker);
  const quality: ReportQuality = {
    ...loaded.quality,
    pollsOutsideHours: filtered.outside,
    storesWithoutTimezone: localized.storesWithoutTimezone,
    storesWithoutHours: localized.storesWithoutHours,
  };
  const { keptKey } = filtered;
  const { pins } = loaded;
  const {
    figuresKey,
    heatKey = null,
    coverage,
  } = await stages.aggregate.executeWithOptions(
    { summary: 'Up, down and unknown of each hour, day and week' },
    [{ reportId, pins, storesKey, zonesKey, intervalsKey, keptKey, quality }],
  );

  enter('render', tracker);
  const { extended, fullTable } = options;
  const files = await Promise.all(
    options.formats.map((format) =>
      renderers.render.executeWithOptions({ summary: `Write the ${format.toUpperCase()}` }, [
        {
          reportId,
          format,
          pins,
          quality,
          extended,
          fullTable,
          figuresKey,
          heatKey,
          intervalsKey,
          pollsKey,
          storeCount: loaded.storeCount,
        },
      ]),
    ),
  );
  return { reportId, pins, quality, storeCount: loaded.storeCount, files, coverage };
}

function enter(stage: ReportStage, tracker: Tracker): void {
  const step = REPORT_STAGES.indexOf(stage);
  tracker.progress = { ...tracker.progress, stage, fraction: step / REPORT_STAGES.length };
  setCurrentDetails(`Stage ${step + 1} of ${REPORT_STAGES.length}: ${stage}`);
}

async function settle(
  input: ReportInput,
  tracker: Tracker,
  end: Pick<SettleRequest, 'state' | 'message' | 'files'>,
): Promise<void> {
  showStatus(end.state);
  setCurrentDetails(end.message ?? end.state);
  await records.settle.executeWithOptions({ summary: `Record: ${end.state}` }, [
    {
      ...input,
      ...end,
      pins: tracker.loaded?.pins ?? null,
      storeCount: tracker.loaded?.storeCount ?? null,
      pollCount: tracker.loaded?.quality.polls ?? null,
    },
  ]);
}
