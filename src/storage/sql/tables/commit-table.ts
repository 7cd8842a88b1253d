import type { Kysely } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import type { VersionedKind } from '../../../contract/versioned-inputs';
import type { CommitCatalogue, CommitStream, StreamState } from '../../catalogue/commit-catalogue';
import type { CommitMark, WriteCommit } from '../../catalogue/commit-mark';
import type { Tables } from '../schema';
import { snapshotTransaction } from '../snapshot-transaction';
import { readFileStates, saveFile } from './file-table';
import { readInputVersions, replaceInputs } from './input-rows';
import { readLogVersions, readRecordedSegments, replaceLog } from './recorded-log';

export function commitTable(db: Kysely<Tables>): CommitCatalogue {
  return {
    head: (stream) => readHead(db, stream),
    // One snapshot: another process may apply a commit between the two reads.
    hasDrifted: (stream) =>
      snapshotTransaction(db).execute(async (trx) => {
        const row = await headRow(trx, stream);
        return (await versionsNow(trx, stream)) !== (row?.versions ?? NO_VERSIONS);
      }),
    state: (stream) => snapshotTransaction(db).execute((trx) => readState(trx, stream)),
    takeState: (stream, write) =>
      snapshotTransaction(db).execute(async (trx) => {
        const state = await readState(trx, stream);
        const head = await readHead(trx, stream);
        await saveHead(trx, stream, await write(state)(head));
      }),
    skipTo: (stream, mark) => snapshotTransaction(db).execute((trx) => saveHead(trx, stream, mark)),
    putState: (state, mark) =>
      snapshotTransaction(db).execute(async (trx) => {
        if (state.of === 'log') await replaceLog(trx, state);
        else await replaceInputs(trx, state.of, state.versions);
        for (const file of state.files) await saveFile(trx, file, null);
        await saveHead(trx, state.of, mark);
      }),
  };
}

/**
 * Writes the commit of what the caller's transaction has changed; the last thing that it does.
 * @param write undefined: without a commit log, as in tests of the catalogue alone
 */
export async function extendCommits(
  db: Kysely<Tables>,
  stream: CommitStream,
  write: WriteCommit | undefined,
): Promise<void> {
  if (write) await saveHead(db, stream, await write(await readHead(db, stream)));
}

async function readHead(db: Kysely<Tables>, stream: CommitStream): Promise<CommitMark | null> {
  const row = await headRow(db, stream);
  return row ? { number: row.number, sha256: row.sha256 } : null;
}

function headRow(db: Kysely<Tables>, stream: CommitStream): Promise<Tables['commit_heads'] | undefined> {
  return db.selectFrom('commit_heads').selectAll().where('stream', '=', stream).executeTakeFirst();
}

/** @throws LoopwatchError STORAGE_CONFLICT where another process has noted a later commit. */
async function saveHead(db: Kysely<Tables>, stream: CommitStream, mark: CommitMark): Promise<void> {
  const row = { stream, ...mark, versions: await versionsNow(db, stream) };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('commit_heads')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('stream').doUpdateSet(row).where('commit_heads.number', '<', mark.number),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n)
    throw new LoopwatchError('STORAGE_CONFLICT', `Another process noted a later commit of the ${stream}`);
}

const NO_VERSIONS = '0';

/** Changes with each commit of the stream. */
async function versionsNow(db: Kysely<Tables>, stream: CommitStream): Promise<string> {
  if (stream === 'log') {
    const { newest } = await db
      .selectFrom('log_versions')
      .select(({ fn }) => fn.max('version').as('newest'))
      .executeTakeFirstOrThrow();
    return String(newest ?? 0);
  }
  const rows = await db
    .selectFrom('input_versions')
    .select(['version', 'state'])
    .where('kind', '=', stream)
    .orderBy('version')
    .execute();
  const last = rows.at(-1);
  if (!last) return NO_VERSIONS;
  const used = rows.filter(({ state }) => state === 'used').at(-1);
  return `${last.version}, ${used?.version ?? 0} used`;
}

async function readState(db: Kysely<Tables>, stream: CommitStream): Promise<StreamState> {
  const all = await readFileStates(db);
  const ofKind = (kind: 'polls' | VersionedKind) =>
    all.filter((file) => file.kind === kind).map(({ revision: _, ...file }) => file);
  if (stream !== 'log')
    return { of: stream, versions: await readInputVersions(db, stream), files: ofKind(stream) };
  return {
    of: 'log',
    versions: await readLogVersions(db),
    segments: await readRecordedSegments(db),
    files: ofKind('polls'),
  };
}
