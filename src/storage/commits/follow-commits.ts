import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { Catalogue } from '../catalogue/catalogue';
import type { CommitStream } from '../catalogue/commit-catalogue';
import type { CommitMark } from '../catalogue/commit-mark';
import type { Commit, CommitLog } from './commit-log';

export const COMMIT_STREAMS: readonly CommitStream[] = ['log', ...VERSIONED_KINDS];

/**
 * Brings the catalogue to the end of a commit log: a crash may have come between a commit and the catalogue, or the
 * catalogue may be older, from a backup. What a release without commits left or changed becomes a commit.
 * @returns the head @throws LoopwatchError STORAGE_DAMAGED, STORAGE_CONFLICT
 */
export async function followCommits(
  catalogue: Catalogue,
  commits: CommitLog,
  stream: CommitStream,
): Promise<CommitMark | null> {
  let head = await catalogue.commits.head(stream);
  for (;;) {
    const next = await commits.next(stream, head);
    if (next === null) break;
    head = await applyOnce(catalogue, next);
  }
  if (!(await catalogue.commits.hasDrifted(stream))) return head;
  await catalogue.commits.takeState(
    stream,
    (state) => (last) => commits.append(stream, last, { type: 'state', state }),
  );
  return catalogue.commits.head(stream);
}

/** @returns the head afterwards: another process may follow the same commits. */
async function applyOnce(catalogue: Catalogue, commit: Commit): Promise<CommitMark | null> {
  try {
    await applyCommit(catalogue, commit);
    return commit.mark;
  } catch (error) {
    const head = await catalogue.commits.head(commit.stream);
    if (head === null || head.number < commit.mark.number) throw error;
    return head;
  }
}

/** Adds to the catalogue what a commit says. */
async function applyCommit(catalogue: Catalogue, { stream, mark, body }: Commit): Promise<void> {
  const write = async () => mark;
  switch (body.type) {
    case 'append': {
      const { type: _, ...commit } = body;
      await catalogue.log.commit(commit, write);
      return;
    }
    case 'merge': {
      const { type: _, ...compaction } = body;
      await catalogue.log.compact(compaction, write);
      return;
    }
    case 'version': {
      const { type: _, ...version } = body;
      await catalogue.inputs.commit(version, write);
      return;
    }
    case 'accept':
      if (stream !== 'log') await catalogue.inputs.accept(stream, write);
      return;
    case 'state':
      await catalogue.commits.putState(body.state, mark);
      return;
  }
}
