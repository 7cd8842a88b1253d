/** Files kept under keys (`segments/ab12.parquet`), written whole or not at all. */
export interface Blobs {
  /** Where they are, for people. */
  readonly location: string;
  /**
   * Lets `make` fill a file of this machine, aside, and then publishes it under the key, in place of any other.
   * @returns what `make` returned.
   */
  write<T>(key: string, make: (path: string) => Promise<T> | T): Promise<T>;
  /** The same under a key made of the prefix, the content's SHA-256 and the extension: equal content, equal key. */
  writeHashed<T>(
    prefix: string,
    extension: string,
    make: (path: string) => Promise<T> | T,
  ): Promise<{ readonly key: string; readonly sizeBytes: number; readonly made: T }>;
  /**
   * A path of this machine that holds the blob, to read only; good for an hour at least, unless the blob is removed.
   * @throws LoopwatchError STORAGE_DAMAGED where there is none.
   */
  localPath(key: string): Promise<string>;
  /**
   * A path of this machine that is nobody else's, kept from attempt to attempt until its folder is removed.
   * Of this machine alone: an attempt on another one starts afresh.
   */
  scratchPath(key: string): Promise<string>;
  exists(key: string): Promise<boolean>;
  /** @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  sizeBytes(key: string): Promise<number>;
  /** Publishes one blob's content under another key too, without moving its bytes through this machine. @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  copy(fromKey: string, toKey: string): Promise<void>;
  /** Every blob in the folder and in those within it, in no particular order, read page by page; none is fine. */
  list(folder: string): AsyncIterable<BlobEntry>;
  /** Removes a blob; one that is not there is fine. */
  remove(key: string): Promise<void>;
  /** Removes every blob in the folder and in those within it; none is fine. */
  removeFolder(folder: string): Promise<void>;
}

export interface BlobEntry {
  readonly key: string;
  readonly sizeBytes: number;
  /** When this content was last written under the key, also where it had been there before. */
  readonly modifiedMicros: number;
}
