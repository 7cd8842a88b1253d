import {
  continueAsNew,
  isCancellation,
  log,
  patched,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { failureMessage } from '../../contract/failure-message';
import type { MaintenanceRef, MaintenanceSummary, SweepRequest } from '../../contract/maintenance';
import type { MaintainInput } from '../../contract/workflow-inputs';
import {
  addStep,
  describeMaintenance,
  type MaintenanceCounts,
  NOTHING_DONE,
} from '../../domain/wording/describe-maintenance';
import { maintenance, records } from '../kit/activity-proxies';

interface Run {
  readonly counts: MaintenanceCounts;
  /** More work is left than one history should hold. */
  readonly more: boolean;
}

/**
 * Keeps the log fast to read and the blobs small: removes expired data, merges small segments, then removes unneeded
 * files. A failed step is reported and does not stop the others.
 */
export async function maintain(input: MaintainInput): Promise<MaintenanceSummary> {
  const ref: MaintenanceRef = { maintenanceId: workflowInfo().firstExecutionRunId };
  const { counts, more } = await step({ ...ref, ...confirmationIn(input) }, input.soFar ?? NOTHING_DONE);
  const summary = { ...counts, message: describeMaintenance(counts) };
  setCurrentDetails(summary.message);
  if (more) return continueAsNew<typeof maintain>({ ...input, soFar: summary });
  log.info('a maintenance ended', { ...summary });
  await records.recordMaintenance.executeWithOptions({ summary: 'Record what was done' }, [
    { ...ref, trigger: input.trigger, summary },
  ]);
  return summary;
}

interface Asked extends MaintenanceRef, SweepRequest {}

function confirmationIn({ isConfirmed }: MaintainInput): SweepRequest {
  return isConfirmed ? { isConfirmed } : {};
}

async function step(ref: Asked, soFar: MaintenanceCounts): Promise<Run> {
  let run: Run = { counts: soFar, more: false };
  const verifies = patched('verify-stored');
  for (const work of [expire, compact, sweep, ...(verifies ? [verify] : [])]) {
    try {
      run = await work(ref, run);
    } catch (error) {
      if (isCancellation(error)) throw error;
      run = withProblem(run, failureMessage(error));
    }
  }
  return run;
}

async function expire(ref: MaintenanceRef, { counts, more }: Run): Promise<Run> {
  setCurrentDetails('Removing expired data');
  const expired = await maintenance.expire.executeWithOptions({ summary: 'Remove expired data' }, [ref]);
  return { counts: addStep(counts, expired), more: more || expired.more };
}

async function compact(ref: MaintenanceRef, before: Run): Promise<Run> {
  const plan = await maintenance.planCompaction.executeWithOptions({ summary: 'Find small segments' }, []);
  let run = before;
  let merged = false;
  for (const group of plan.groups) {
    setCurrentDetails(`Merging ${group.segments.length} segments of ${group.day}`);
    try {
      const done = await maintenance.compact.executeWithOptions(
        { summary: `${group.day}: ${group.segments.length} segments` },
        [{ ...ref, group }],
      );
      run = { ...run, counts: addStep(run.counts, done) };
      merged ||= done.merged;
    } catch (error) {
      if (isCancellation(error)) throw error;
      run = withProblem(run, `${group.day} could not be merged: ${failureMessage(error)}`);
    }
  }
  // If nothing was merged, the next plan would be the same again.
  return { ...run, more: run.more || (plan.more && merged) };
}

async function sweep({ isConfirmed }: Asked, { counts, more }: Run): Promise<Run> {
  // Only the last run sweeps, for all of them.
  if (more) return { counts, more };
  setCurrentDetails('Removing unneeded files');
  const swept = await maintenance.sweep.executeWithOptions(
    { summary: 'Remove unneeded files' },
    isConfirmed ? [{ isConfirmed }] : [],
  );
  return { counts: addStep(counts, swept), more: swept.more };
}

async function verify(_ref: MaintenanceRef, { counts, more }: Run): Promise<Run> {
  // Only the last run verifies, after all of them.
  if (more) return { counts, more };
  setCurrentDetails('Verifying the stored files');
  const verification = await maintenance.verify.executeWithOptions(
    { summary: 'Verify the stored files' },
    [],
  );
  const problems = [...counts.problems, ...verification.damages].slice(0, MAX_PROBLEMS);
  return { counts: { ...counts, verification, problems }, more };
}

function withProblem(run: Run, problem: string): Run {
  const { problems } = run.counts;
  const known = problems.includes(problem) || problems.length >= MAX_PROBLEMS;
  return known ? run : { ...run, counts: { ...run.counts, problems: [...problems, problem] } };
}

const MAX_PROBLEMS = 20;
