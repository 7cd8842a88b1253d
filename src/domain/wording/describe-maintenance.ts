import type { Compacted, Expired, MaintenanceSummary, Swept, Verification } from '../../contract/maintenance';

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
    deliveriesExpired: (counts.deliveriesExpired ?? 0) + (step.deliveries ?? 0),
    filesRemoved: counts.filesRemoved + (step.files ?? 0),
    bytesFreed: counts.bytesFreed + (step.bytes ?? 0),
    ...(counts.verification ? { verification: counts.verification } : {}),
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
    some(counts.deliveriesExpired ?? 0, 'ingested file', 'ingested files'),
  ].flatMap((part) => part ?? []);
  const sentences = [
    segmentsMerged > 0
      ? `Merged ${segmentsMerged} segments into ${segmentsMade}.`
      : 'There was nothing to merge.',
    expired.length > 0 ? `Expired: ${expired.join(', ')}.` : null,
    filesRemoved > 0
      ? `Removed ${some(filesRemoved, 'stored file', 'stored files')} that nothing uses any more, ${bytesFreed} bytes: data stay in the trash for 7 days.`
      : null,
    counts.verification ? describeVerification(counts.verification) : null,
    ...problems,
  ];
  return sentences.flatMap((sentence) => sentence ?? []).join(' ');
}

/** What a verification found, without what is damaged. */
export function describeVerification({
  nights,
  files,
  commits,
  unhashed,
  orphans,
  remadeCount,
  remade,
  damageCount,
}: Verification): string {
  const share = nights > 1 ? `, one part in ${nights},` : '';
  const checked = `Verified ${some(files, 'stored file', 'stored files') ?? 'no stored file'}${share} and ${commits} commits:`;
  const damaged = damageCount === 0 ? 'none is damaged.' : `${damageCount} damaged.`;
  return [
    `${checked} ${damaged}`,
    ...(remadeCount > 0
      ? [`Made ${some(remadeCount, 'damaged file', 'damaged files')} again, such as ${remade[0]}.`]
      : []),
    ...(orphans > 0
      ? [`Nothing needs ${orphans} of the files any more: the maintenance removes what is a day old.`]
      : []),
    ...(unhashed > 0
      ? [`${some(unhashed, 'file is', 'files are')} of an earlier release, which kept no hash.`]
      : []),
  ].join(' ');
}

function some(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
