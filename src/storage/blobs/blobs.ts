/** Files stored under keys (`segments/ab12.parquet`), each with a hash of its content. Each write is atomic. */
export interface Blobs {
  /** Where the files are, to show to people. */
  readonly location: string;
  /** Whether they are files of this machine, or of its network drive, that cost nothing to read. */
  readonly isLocal: boolean;
  /**
   * Creates a temporary file with `make`, then publishes it under the key and replaces any blob there.
   * @param sha256Of takes the content's SHA-256 from the result of `make`; omitted: the file is read again for it.
   * @returns the result of `make`.
   */
  write<T>(key: string, make: (path: string) => Promise<T> | T, sha256Of?: (made: T) => string): Promise<T>;
  /** Like `write`, under a key of the prefix, the content's SHA-256 and the extension: equal content, equal key. */
  writeHashed<T>(
    prefix: string,
    extension: string,
    make: (path: string) => Promise<T> | T,
  ): Promise<{ readonly key: string; readonly sizeBytes: number; readonly made: T }>;
  /** Like `write`, but never replaces a blob. @returns false where the key has one already; it stays. */
  create(key: string, make: (path: string) => Promise<void> | void): Promise<boolean>;
  /**
   * A read-only local copy of the blob. The path is valid for at least an hour, unless the blob is removed.
   * When a process opens a blob for the first time, its content is compared with the hash that it was written with.
   * @throws LoopwatchError STORAGE_DAMAGED when the blob does not exist, or has other content than it was written with.
   */
  localPath(key: string): Promise<string>;
  /**
   * Reads the whole blob and compares it with its hash, even if this process has done so before.
   * @returns false: a release that kept no hash wrote it. @throws LoopwatchError STORAGE_DAMAGED like `localPath`.
   */
  check(key: string): Promise<boolean>;
  /**
   * A private path on this machine, kept between attempts until its folder is removed.
   * An attempt on another machine starts from nothing.
   */
  scratchPath(key: string): Promise<string>;
  exists(key: string): Promise<boolean>;
  /** @throws LoopwatchError STORAGE_DAMAGED when the blob does not exist. */
  sizeBytes(key: string): Promise<number>;
  /**
   * Publishes a blob's content under another key too, without downloading it.
   * @throws LoopwatchError STORAGE_DAMAGED when the blob does not exist.
   */
  copy(fromKey: string, toKey: string): Promise<void>;
  /** Every blob in the folder and its subfolders, in any order, page by page. The folder may be missing. */
  list(folder: string): AsyncIterable<BlobEntry>;
  /** Removes a blob; a missing one is not an error. */
  remove(key: string): Promise<void>;
  /** Removes every blob in the folder and its subfolders. The folder may be missing. */
  removeFolder(folder: string): Promise<void>;
}

export interface BlobEntry {
  readonly key: string;
  readonly sizeBytes: number;
  /** When this content was last written under the key, even if the same content was there before. */
  readonly modifiedMicros: number;
}
