import type { ReportOptions } from '../../contract/report';
import { MICROS_PER_SECOND } from '../time/instants';

const LAST_REPORTS = 5;

export interface RunningReport {
  readonly options: ReportOptions;
  readonly requestedMicros: number;
  /** null: not yet known. */
  readonly storeCount: number | null;
}

export interface FinishedReport extends RunningReport {
  readonly finishedMicros: number | null;
}

/**
 * The estimated whole seconds that a running report still takes: the median of the last similar reports, which have the
 * same formats and the same order of magnitude of stores. `completed` is newest first.
 * @returns null when no similar report has completed.
 */
export function secondsLeft(
  running: RunningReport,
  completed: readonly FinishedReport[],
  nowMicros: number,
): number | null {
  const took = completed
    .filter((each) => isSimilar(running, each))
    .slice(0, LAST_REPORTS)
    .flatMap(({ requestedMicros, finishedMicros }) =>
      finishedMicros === null ? [] : [finishedMicros - requestedMicros],
    )
    .sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  if (median === undefined) return null;
  const left = running.requestedMicros + median - nowMicros;
  return Math.max(0, Math.ceil(left / MICROS_PER_SECOND));
}

function isSimilar(running: RunningReport, other: RunningReport): boolean {
  const { options, storeCount } = running;
  return (
    options.formats.join() === other.options.formats.join() &&
    options.fullTable === other.options.fullTable &&
    magnitude(options.storeIds?.length) === magnitude(other.options.storeIds?.length) &&
    (storeCount === null || magnitude(storeCount) === magnitude(other.storeCount))
  );
}

function magnitude(count: number | null | undefined): number | null {
  return count ? Math.floor(Math.log10(count)) : null;
}
