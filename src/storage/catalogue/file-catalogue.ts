import type { FileOutcome, FileReading, InputKind, ReadMark } from '../../contract/inputs';

/** The result of the last reading of a file. `gone`: its source no longer lists it. */
export interface SourceFileState {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
  readonly kind: InputKind | null;
  readonly fingerprint: string;
  readonly mark: ReadMark | null;
  /** Its good rows; kept for hours and timezones only. */
  readonly rowsKey: string | null;
  readonly state: 'read' | 'rejected' | 'gone';
  readonly message: string | null;
  readonly quarantined: number;
  /** Of hours and timezones; null: a release before it read the file. */
  readonly reading: FileReading | null;
  readonly updatedMicros: number;
}

export interface FileCatalogue {
  all(): Promise<readonly SourceFileState[]>;
  get(sourceId: string, fileId: string): Promise<SourceFileState | null>;
  /** Records a file that was rejected, or that did not need reading. */
  save(file: SourceFileState, ingestionId: string, outcome: FileOutcome): Promise<void>;
  /** Marks the files that the source no longer lists. @throws LoopwatchError STORAGE_CONFLICT */
  markGone(sourceId: string, listedFileIds: readonly string[]): Promise<void>;
}
