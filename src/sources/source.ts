import type { PassedOverFile } from '../contract/input-states';
import type { SourceFile } from '../contract/inputs';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  /** A path for a partial download: the next attempt of the same fetch finds it again. */
  readonly partialPath: string;
}

/** What lies in a source. */
export interface Listing {
  /** Sorted by name. */
  readonly files: readonly SourceFile[];
  /** Sorted by name. */
  readonly passedOver: readonly UnreadFile[];
}

export interface UnreadFile extends PassedOverFile {
  /** Whether every folder has such files, so that only the doctor tells of them. */
  readonly isUsual: boolean;
}

/** A source of files of polls, hours and timezones. */
export interface PollSource {
  /** Stable: the catalogue records files under it. */
  readonly id: string;
  /** The sample that ships with Loopwatch. */
  readonly isSample?: boolean;
  /**
   * Its current files.
   * @throws LoopwatchError SOURCE_UNREADABLE when the source cannot be read.
   */
  list(signal: AbortSignal): Promise<Listing>;
  /**
   * Looks into a listed file where listing does not, because that would take a call for each file.
   * @returns why it is passed over; null: it is meant as an input.
   */
  findStranger?(file: SourceFile, signal: AbortSignal): Promise<PassedOverFile | null>;
  /**
   * Copies a file to a local path.
   * @throws LoopwatchError SOURCE_BUSY while the file is being written, SOURCE_UNREADABLE when it cannot be read.
   */
  fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void>;
}
