import type { SourceFile } from '../contract/inputs';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  readonly nowMicros: number;
  /** A path for a partial download: the next attempt of the same fetch finds it again. */
  readonly partialPath: string;
}

/** A source of files of polls, hours and timezones. */
export interface PollSource {
  /** Stable: the catalogue records files under it. */
  readonly id: string;
  /**
   * Its current files, sorted by name.
   * @throws LoopwatchError SOURCE_UNREADABLE when the source cannot be read.
   */
  list(signal: AbortSignal): Promise<readonly SourceFile[]>;
  /**
   * Copies a file to a local path.
   * @throws LoopwatchError SOURCE_BUSY while the file is being written, SOURCE_UNREADABLE when it cannot be read.
   */
  fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void>;
}
