import { setCurrentDetails } from '@temporalio/workflow';
import { type Progress, REPORT_STAGES, type ReportPins, type ReportStage } from '../../contract/report';
import { showPins } from '../kit/search-attributes';

/** What a run has found out so far. */
export interface Tracker {
  progress: Progress;
  pins: ReportPins | null;
  /** Whether the run began with a worker of before 0.3, and goes on in its steps. */
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

/** Partitions go through the stages each by itself: the report is as far as those that are done would be in one go. */
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
