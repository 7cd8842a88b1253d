import type { Delivery } from '../../contract/file-reading';
import type { FileReading, QuarantineReasons, ValidatedFile } from '../../contract/inputs';
import { earlierOf } from '../../domain/log/ahead-of-clock';
import type { NewFileState, SourceFileState } from '../../storage/catalogue/file-catalogue';

interface ReadFacts {
  readonly ingestionId: string;
  readonly rowsKey: string | null;
  readonly nowMicros: number;
  readonly delivery: Delivery | null;
  /** What was read of the file before; it counts where only what the file has grown by was read now. */
  readonly before: SourceFileState | null;
}

/** The catalogue's state of a file that was read. */
export function readState(validated: ValidatedFile, facts: ReadFacts): NewFileState {
  const { file, resumeFrom } = validated.fetched;
  const earlier = resumeFrom === null ? null : facts.before;
  return {
    sourceId: file.sourceId,
    fileId: file.fileId,
    name: file.name,
    kind: validated.kind,
    fingerprint: file.fingerprint,
    mark: validated.mark,
    rowsKey: facts.rowsKey,
    state: 'read',
    message: null,
    quarantined: (earlier?.quarantined ?? 0) + validated.quarantined,
    reading: readingOf(validated, facts, earlier?.reading ?? null),
    updatedMicros: facts.nowMicros,
  };
}

function readingOf(
  validated: ValidatedFile,
  { ingestionId, nowMicros, delivery }: ReadFacts,
  earlier: FileReading | null,
): FileReading {
  const { rowsIn, rowsGood, reasons, rowsOfUnknownStores = 0, span, note, hasOpenLine } = validated;
  const newest = Math.max(earlier?.newestMicros ?? -Infinity, span?.toMicros ?? -Infinity);
  return {
    rowsIn: (earlier?.rowsIn ?? 0) + rowsIn,
    rows: (earlier?.rows ?? 0) + rowsGood,
    reasons: addReasons(earlier?.reasons ?? {}, reasons),
    rowsOfUnknownStores,
    note,
    aheadFromMicros: earlierOf(earlier?.aheadFromMicros, validated.aheadFromMicros),
    hasOpenLine,
    delivery: delivery ?? undefined,
    newestMicros: Number.isFinite(newest) ? newest : null,
    changedMicros: nowMicros,
    firstIngestionId: earlier?.firstIngestionId ?? ingestionId,
  };
}

function addReasons(earlier: QuarantineReasons, later: QuarantineReasons): QuarantineReasons {
  const sums = { ...earlier };
  for (const [reason, count] of Object.entries(later)) sums[reason] = (sums[reason] ?? 0) + count;
  return sums;
}
