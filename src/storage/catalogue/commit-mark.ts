/** A commit in the blobs: its number, from 1 on, and the hash that the next commit names. */
export interface CommitMark {
  readonly number: number;
  readonly sha256: string;
}

/**
 * Writes the commit that follows the head, before the catalogue's transaction ends. null: there is no commit yet.
 * @throws LoopwatchError STORAGE_CONFLICT where that commit exists already.
 */
export type WriteCommit = (head: CommitMark | null) => Promise<CommitMark>;
