import type { FileReading, ValidatedFile } from '../../contract/inputs';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';

/** The catalogue's state of a file that was read. */
export function readState(
  validated: ValidatedFile,
  facts: { readonly rowsKey: string | null; readonly quarantined: number; readonly nowMicros: number },
): SourceFileState {
  const { file } = validated.fetched;
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
    quarantined: facts.quarantined,
    reading: validated.kind === 'polls' ? null : readingOf(validated),
    updatedMicros: facts.nowMicros,
  };
}

function readingOf({ rowsIn, rowsGood, reasons, rowsOfUnknownStores = 0, note }: ValidatedFile): FileReading {
  return { rowsIn, rows: rowsGood, reasons, rowsOfUnknownStores, note };
}
