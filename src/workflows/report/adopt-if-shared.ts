import { isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type { AdoptedReport, AdoptRequest, PinnedReport, ReportResult } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { followers, stages } from '../kit/activity-proxies';
import { found, type Tracker } from './report-tracker';

/** So many other reports are waited for or copied from in vain, and then no more. */
const MOST_TURNS = 5;

/**
 * Takes over the files of a report that is made of the same, once it has ended, so that equal requests cost one
 * computation. @returns null where this one computes.
 */
export async function adoptIfShared(
  input: ReportInput,
  { course: firstCourse, pins, warnings }: PinnedReport,
  tracker: Tracker,
): Promise<ReportResult | null> {
  const { reportId, options } = input;
  let course = firstCourse;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (course.kind === 'compute') return null;
    const { reportId: other } = course;
    let passOver: string | null = null;
    if (course.kind === 'reuse') {
      const adopted = await adopt({ reportId, from: other, formats: options.formats });
      if (adopted) {
        found(pins, adopted.storeCount, adopted.quality.polls, tracker);
        return { reportId, pins, ...adopted };
      }
      passOver = other;
    } else {
      const followed = await follow(reportId, other);
      if (followed === null) return null;
      if (followed.vanished) passOver = other;
    }
    const again = { passOver, warnings };
    ({ course } = await stages.pin.executeWithOptions({ summary: 'Look again for one of the same' }, [
      { ...input, again },
    ]));
  }
  return null;
}

/** @returns null where they are no longer all there, or cannot be copied. */
async function adopt(request: AdoptRequest): Promise<AdoptedReport | null> {
  try {
    return await stages.adopt.executeWithOptions({ summary: `Take over the files of ${request.from}` }, [
      request,
    ]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}

/** @returns null where the leader has not ended in the time that a follower gives it. */
async function follow(reportId: string, leader: string) {
  setCurrentDetails(`Waiting for report ${leader}, which is made of the same.`);
  try {
    return await followers.follow.executeWithOptions({ summary: `Wait for ${leader}` }, [
      { reportId, leader },
    ]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}
