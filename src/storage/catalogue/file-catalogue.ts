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
  /** Grows with each change: a change is based on the revision that it has seen. */
  readonly revision: number;
}

export type NewFileState = Omit<SourceFileState, 'revision'>;

export interface FileCatalogue {
  all(): Promise<readonly SourceFileState[]>;
  get(sourceId: string, fileId: string): Promise<SourceFileState | null>;
  /**
   * Records a file that was rejected, that did not need reading, or whose rows wait for the next version.
   * @param expectedRevision of the state that this one follows; 0: there was none; null: any
   * @throws LoopwatchError SUPERSEDED where it has another revision
   */
  save(
    file: NewFileState,
    ingestionId: string,
    outcome: FileOutcome,
    expectedRevision: number | null,
  ): Promise<void>;
  /** Marks the files that the source no longer lists. @throws LoopwatchError STORAGE_CONFLICT */
  markGone(sourceId: string, listedFileIds: readonly string[]): Promise<void>;
}
