import type { SourceFile } from '../contract/inputs';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  readonly nowMicros: number;
  /** A path for what an attempt has got so far: it is there again for the next attempt of the same fetch. */
  readonly partPath: string;
}

/** A place that files of polls, hours and timezones come from. */
export interface PollSource {
  /** Stable: the catalogue remembers files under it. */
  readonly id: string;
  /**
   * The files it holds now, by name.
   * @throws LoopwatchError SOURCE_UNREADABLE where the place itself cannot be read.
   */
  list(signal: AbortSignal): Promise<readonly SourceFile[]>;
  /**
   * Copies a file's whole content to a path of this machine.
   * @throws LoopwatchError SOURCE_BUSY where it is being written just now, SOURCE_UNREADABLE where it cannot be read.
   */
  fetch(file: SourceFile, toPath: string, options: FetchOptions): Promise<void>;
}
