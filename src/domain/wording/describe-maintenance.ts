import type { Compacted, Expired, MaintenanceSummary, Swept } from '../../contract/maintenance';

export type MaintenanceCounts = Omit<MaintenanceSummary, 'message'>;

export const NOTHING_DONE: MaintenanceCounts = {
  segmentsMerged: 0,
  segmentsMade: 0,
  segmentsExpired: 0,
  reportsExpired: 0,
  quarantineFilesExpired: 0,
  filesRemoved: 0,
  bytesFreed: 0,
  problems: [],
};

/** What was done so far and one step more. */
export function addStep(
  counts: MaintenanceCounts,
  step: Partial<Compacted> & Partial<Expired> & Partial<Swept>,
): MaintenanceCounts {
  return {
    segmentsMerged: counts.segmentsMerged + (step.segmentsBefore ?? 0),
    segmentsMade: counts.segmentsMade + (step.segmentsAfter ?? 0),
    segmentsExpired: counts.segmentsExpired + (step.segments ?? 0),
    reportsExpired: counts.reportsExpired + (step.reports ?? 0),
    quarantineFilesExpired: counts.quarantineFilesExpired + (step.quarantineFiles ?? 0),
    filesRemoved: counts.filesRemoved + (step.files ?? 0),
    bytesFreed: counts.bytesFreed + (step.bytes ?? 0),
    problems: counts.problems,
  };
}

/** The answer of a maintenance, in one paragraph. */
export function describeMaintenance(counts: MaintenanceCounts): string {
  const { segmentsMerged, segmentsMade, filesRemoved, bytesFreed, problems } = counts;
  const expired = [
    some(counts.segmentsExpired, 'segment of polls', 'segments of polls'),
    some(counts.reportsExpired, 'report', 'reports'),
    some(counts.quarantineFilesExpired, 'quarantine file', 'quarantine files'),
  ].flatMap((part) => part ?? []);
  const sentences = [
    segmentsMerged > 0
      ? `Merged ${segmentsMerged} segments into ${segmentsMade}.`
      : 'There was nothing to merge.',
    expired.length > 0 ? `Expired: ${expired.join(', ')}.` : null,
    filesRemoved > 0
      ? `Removed ${some(filesRemoved, 'stored file', 'stored files')} that nothing uses any more, ${bytesFreed} bytes: data stay in the trash for 7 days.`
      : null,
    ...problems,
  ];
  return sentences.flatMap((sentence) => sentence ?? []).join(' ');
}

function some(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
