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
  /** Puts the same content under another key too. @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  copy(fromKey: string, toKey: string): Promise<void>;
  /** A path of this machine that holds the blob, to read only. @throws LoopwatchError STORAGE_DAMAGED where there is none. */
  localPath(key: string): Promise<string>;
  /** A path of this machine that is nobody else's, kept from attempt to attempt until its folder is removed. */
  scratchPath(key: string): Promise<string>;
  exists(key: string): Promise<boolean>;
  sizeBytes(key: string): Promise<number>;
  /** Removes every blob whose key starts with the folder prefix; none is fine. */
  removeFolder(prefix: string): Promise<void>;
}
