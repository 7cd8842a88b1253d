import type { FileOutcome } from '../../contract/inputs';
import type { VersionedKind } from '../../contract/versioned-inputs';
import type { SourceFileState } from './file-catalogue';

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
}

export interface VersionCommit {
  readonly ingestionId: string;
  /** The base version of this commit. Any other newest version is a STORAGE_CONFLICT. */
  readonly expectedVersion: number;
  readonly committedMicros: number;
  /** null when the content equals that of the newest version. */
  readonly next: Omit<InputVersion, 'version'> | null;
  readonly kind: VersionedKind;
  readonly file: SourceFileState;
  readonly outcome: FileOutcome;
}

export interface InputCatalogue {
  /** The version in use: the newest one that is not held. */
  current(kind: VersionedKind): Promise<InputVersion | null>;
  newest(kind: VersionedKind): Promise<InputVersion | null>;
  at(kind: VersionedKind, version: number): Promise<InputVersion | null>;
  /** @throws LoopwatchError STORAGE_CONFLICT */
  commit(commit: VersionCommit): Promise<void>;
  /** Puts the held version into use. @returns it, or null when none is held. */
  accept(kind: VersionedKind): Promise<InputVersion | null>;
}
