import { isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type { AdoptedReport, AdoptRequest, PinnedReport, ReportResult } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';
import { followers, stages } from '../kit/activity-proxies';
import { pinRequestOf } from './pin-request-of';
import { found, type Tracker } from './report-tracker';

/** Other reports to wait for or copy from in vain before computing. */
const MAX_ATTEMPTS = 5;

/**
 * Waits for a report with the same content and copies its files, so that equal requests cost one computation.
 * @returns null where this report must compute.
 */
export async function adoptIfShared(
  input: ReportInput,
  { course: firstCourse, pins, warnings }: PinnedReport,
  tracker: Tracker,
): Promise<ReportResult | null> {
  const { reportId, options } = input;
  let course = firstCourse;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (course.kind === 'compute') return null;
    const { reportId: other } = course;
    let exclude: string | null = null;
    if (course.kind === 'reuse') {
      const adopted = await adopt({ reportId, from: other, formats: options.formats });
      if (adopted) {
        found(pins, adopted.storeCount, adopted.quality.polls, tracker);
        return { reportId, pins, ...adopted };
      }
      exclude = other;
    } else {
      const followed = await follow(reportId, other);
      if (followed === null) return null;
      if (followed.vanished) exclude = other;
    }
    const again = { passOver: exclude, warnings };
    ({ course } = await stages.pin.executeWithOptions(
      { summary: 'Look again for a report with the same content' },
      [{ ...pinRequestOf(input), again }],
    ));
  }
  return null;
}

/** @returns null where some files are missing or cannot be copied. */
async function adopt(request: AdoptRequest): Promise<AdoptedReport | null> {
  try {
    return await stages.adopt.executeWithOptions({ summary: `Copy the files of ${request.from}` }, [request]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}

/** @returns null where the leader has not ended in time. */
async function follow(reportId: string, leader: string) {
  setCurrentDetails(`Waiting for report ${leader}, which has the same content.`);
  try {
    return await followers.follow.executeWithOptions({ summary: `Wait for ${leader}` }, [
      { reportId, leader },
    ]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}
