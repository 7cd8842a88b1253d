import type { FileOutcome, SourceFile, ValidatedFile } from '../../contract/inputs';

type Decided = Pick<FileOutcome, 'state' | 'kind'>;
type Counts = Omit<FileOutcome, keyof Decided | 'sourceId' | 'fileId' | 'name'>;

/** What became of a file in one ingestion; counts that are left out are 0. */
export function fileOutcome(
  { sourceId, fileId, name }: Pick<SourceFile, 'sourceId' | 'fileId' | 'name'>,
  { state, kind, ...counts }: Decided & Partial<Counts>,
): FileOutcome {
  return {
    sourceId,
    fileId,
    name,
    state,
    kind,
    rowsIn: 0,
    accepted: 0,
    duplicates: 0,
    disagreements: 0,
    quarantined: 0,
    reasons: {},
    quarantineKey: null,
    message: null,
    ...counts,
  };
}

/** The counts of a file's rows by its content alone. */
export function countsOf(file: ValidatedFile): Omit<Counts, 'message'> {
  return {
    rowsIn: file.rowsIn,
    accepted: file.rowsGood,
    duplicates: file.duplicatesInFile,
    disagreements: file.disagreementsInFile,
    quarantined: file.quarantined,
    reasons: file.reasons,
    quarantineKey: file.quarantineKey,
  };
}
