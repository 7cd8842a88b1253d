import { setCurrentDetails } from '@temporalio/workflow';
import { type Progress, REPORT_STAGES, type ReportPins, type ReportStage } from '../../contract/report';
import { showPins } from '../kit/search-attributes';

/** What a run knows so far. */
export interface Tracker {
  progress: Progress;
  pins: ReportPins | null;
  /** The run started on a worker before 0.3 and keeps that order of steps. */
  isOfBefore03: boolean;
}

export function newTracker(): Tracker {
  return {
    progress: { stage: 'load', fraction: 0, storeCount: null, pollCount: null },
    pins: null,
    isOfBefore03: false,
  };
}

export function enter(stage: ReportStage, tracker: Tracker): void {
  const step = REPORT_STAGES.indexOf(stage);
  tracker.progress = { ...tracker.progress, stage, fraction: step / REPORT_STAGES.length };
  setCurrentDetails(`Stage ${step + 1} of ${REPORT_STAGES.length}: ${stage}`);
}

/** Partitions run the stages on their own: the finished share of them is shown as progress through the stages. */
export function partitionsDone(done: number, partitions: number, tracker: Tracker): void {
  const steps = REPORT_STAGES.indexOf('render');
  const at = (done / partitions) * steps;
  const stage = REPORT_STAGES[Math.min(Math.floor(at), steps - 1)] ?? 'load';
  tracker.progress = { ...tracker.progress, stage, fraction: at / REPORT_STAGES.length };
  setCurrentDetails(`${done} of ${partitions} partitions done`);
}

export function found(pins: ReportPins, storeCount: number, pollCount: number, tracker: Tracker): void {
  tracker.pins = pins;
  tracker.progress = { ...tracker.progress, storeCount, pollCount };
  showPins(pins, storeCount);
}
