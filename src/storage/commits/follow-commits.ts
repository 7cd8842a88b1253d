import { isCode } from '../../contract/errors';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { Catalogue } from '../catalogue/catalogue';
import type { CommitStream } from '../catalogue/commit-catalogue';
import type { CommitMark } from '../catalogue/commit-mark';
import type { Commit, CommitLog } from './commit-log';

const ATTEMPTS = 3;

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
  for (let attempt = 1; ; attempt++) {
    const head = await followToEnd(catalogue, commits, stream);
    if (!(await catalogue.commits.hasDrifted(stream))) return head;
    try {
      await commitState(catalogue, commits, stream);
    } catch (error) {
      // Another process may have written the same state: that is followed then.
      if (attempt === ATTEMPTS || !isCode(error, 'STORAGE_CONFLICT')) throw error;
    }
  }
}

async function followToEnd(
  catalogue: Catalogue,
  commits: CommitLog,
  stream: CommitStream,
): Promise<CommitMark | null> {
  let head = await catalogue.commits.head(stream);
  for (;;) {
    const next = await commits.next(stream, head);
    if (next === null) return head;
    head = await applyOnce(catalogue, commits, next);
  }
}

function commitState(catalogue: Catalogue, commits: CommitLog, stream: CommitStream): Promise<void> {
  return catalogue.commits.takeState(
    stream,
    (state) => (last) => commits.append(stream, last, { type: 'state', state }),
  );
}

/** @returns the head afterwards: another process may follow the same commits. */
async function applyOnce(
  catalogue: Catalogue,
  commits: CommitLog,
  { stream, mark, body }: Commit,
): Promise<CommitMark | null> {
  try {
    await applyCommit(catalogue, { stream, mark, body });
    return mark;
  } catch (error) {
    const head = await catalogue.commits.head(stream);
    if (head !== null && head.number >= mark.number) return head;
    // A release without commits has changed the catalogue after this commit was tried, and before it was applied.
    if (!isCode(error, 'STORAGE_CONFLICT') || !(await catalogue.commits.hasDrifted(stream))) throw error;
    await catalogue.commits.skipTo(stream, mark);
    await commitState(catalogue, commits, stream);
    throw error;
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
