import type { FileOutcome, VersionNotes } from '../../contract/inputs';
import type { VersionedKind } from '../../contract/versioned-inputs';
import type { WriteCommit } from './commit-mark';
import type { NewFileState } from './file-catalogue';

/** A version of hours or timezones; a held one waits until a person accepts it. */
export interface InputVersion {
  readonly kind: VersionedKind;
  readonly version: number;
  readonly key: string;
  readonly rows: number;
  readonly stores: number;
  readonly quarantined: number;
  readonly state: 'used' | 'held';
  /** Why it is held. */
  readonly reason: string | null;
  /** null: a release before notes made it. */
  readonly notes: VersionNotes | null;
}

export interface VersionCommit {
  /** The newest version that this commit is based on, and the one in use. Others are a STORAGE_CONFLICT. */
  readonly expected: VersionBase;
  readonly committedMicros: number;
  readonly next: Omit<InputVersion, 'version'>;
  /** The files that give its rows, as they were read. */
  readonly files: readonly NewFileState[];
  /** The losses that a person accepted; absent: the files made it. */
  readonly acceptedLosses?: { readonly storeIds: readonly string[] | null } | undefined;
  /** Outcomes of files that this version changes. */
  readonly outcomes: { readonly ingestionId: string; readonly changed: readonly FileOutcome[] } | null;
}

/** The numbers of versions; 0: there is none. */
export interface VersionBase {
  readonly newest: number;
  readonly inUse: number;
}

export interface InputCatalogue {
  /** The version in use: the newest one that is not held. */
  current(kind: VersionedKind): Promise<InputVersion | null>;
  newest(kind: VersionedKind): Promise<InputVersion | null>;
  at(kind: VersionedKind, version: number): Promise<InputVersion | null>;
  /** @throws LoopwatchError STORAGE_CONFLICT */
  commit(commit: VersionCommit, write?: WriteCommit): Promise<InputVersion>;
  /** Puts the held version into use. @returns it, or null when none is held. */
  accept(kind: VersionedKind, write?: WriteCommit): Promise<InputVersion | null>;
}
