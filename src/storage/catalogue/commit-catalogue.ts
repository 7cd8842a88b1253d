import type { VersionedKind } from '../../contract/versioned-inputs';
import type { CommitMark, WriteCommit } from './commit-mark';
import type { NewFileState } from './file-catalogue';
import type { InputVersion } from './input-catalogue';
import type { LogVersion, StoredSegment } from './log-catalogue';

/** What has a commit log of its own. */
export type CommitStream = 'log' | VersionedKind;

export interface RecordedVersion extends LogVersion {
  readonly committedMicros: number;
  readonly ingestionId: string;
  readonly sourceId: string;
  readonly fileId: string;
  readonly newPolls: number;
}

export interface RecordedSegment extends StoredSegment {
  /** The first version without it; null: the latest version has it. */
  readonly removedVersion: number | null;
}

export interface RecordedInput extends InputVersion {
  readonly committedMicros: number;
}

/** All that a commit log says: what a catalogue is made of that has no commits yet. */
export type StreamState =
  | {
      readonly of: 'log';
      readonly versions: readonly RecordedVersion[];
      readonly segments: readonly RecordedSegment[];
      readonly files: readonly NewFileState[];
    }
  | {
      readonly of: VersionedKind;
      readonly versions: readonly RecordedInput[];
      readonly files: readonly NewFileState[];
    };

/** How far the catalogue follows the commit logs in the blobs. */
export interface CommitCatalogue {
  /** The last commit that the catalogue holds. */
  head(stream: CommitStream): Promise<CommitMark | null>;
  /** Whether a release without commits has changed the catalogue since the head. */
  hasDrifted(stream: CommitStream): Promise<boolean>;
  /** Everything that the catalogue holds of a stream. */
  state(stream: CommitStream): Promise<StreamState>;
  /** Writes a commit of everything that the catalogue holds of a stream. */
  takeState(stream: CommitStream, write: (state: StreamState) => WriteCommit): Promise<void>;
  /** Notes a commit as the head that the catalogue cannot follow. A commit of the state must come next. */
  skipTo(stream: CommitStream, mark: CommitMark): Promise<void>;
  /** Puts the state in the place of what the catalogue holds of the stream, and notes its commit as the head. */
  putState(state: StreamState, mark: CommitMark): Promise<void>;
}
