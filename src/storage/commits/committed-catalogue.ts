import { isCode } from '../../contract/errors';
import type { Blobs } from '../blobs/blobs';
import type { Catalogue } from '../catalogue/catalogue';
import type { CommitStream } from '../catalogue/commit-catalogue';
import type { WriteCommit } from '../catalogue/commit-mark';
import { CommitLog } from './commit-log';
import type { CommitBody } from './commit-schemas';
import { COMMIT_STREAMS, followCommits } from './follow-commits';
import { keepEarlierRecords } from './keep-earlier-records';
import { keepAdoption, keepIngestion, keepReport, keepStanding, removeKeptStanding } from './kept-records';

const ATTEMPTS = 3;

/**
 * The catalogue as a projection of the blobs. A change of the log or of the inputs is tried in the catalogue and taken
 * back, written to a commit log, and then applied from there, so that no transaction waits for the blobs. Ends of reports
 * and ingestions, and standing reports, are first written to their records.
 */
export function committedCatalogue(catalogue: Catalogue, blobs: Blobs): Catalogue {
  const commits = new CommitLog(blobs);
  const { log, inputs, ingestions, reports, standing } = catalogue;

  /** @returns false where there is nothing to change */
  async function commit(
    stream: CommitStream,
    body: CommitBody,
    change: (write: WriteCommit) => Promise<unknown>,
  ): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const head = await followCommits(catalogue, commits, stream);
      if (!(await wouldChange(change))) return false;
      try {
        await commits.append(stream, head, body);
      } catch (error) {
        // Another process may have written this number: its commit comes first, and the change is tried again.
        if (attempt === ATTEMPTS || !isCode(error, 'STORAGE_CONFLICT')) throw error;
        continue;
      }
      // A STORAGE_CONFLICT here means that the change did not happen, so whoever asked for it tries again.
      await followCommits(catalogue, commits, stream);
      return true;
    }
  }

  return {
    ...catalogue,
    log: {
      ...log,
      async commit(change) {
        await commit('log', { type: 'append', ...change }, (write) => log.commit(change, write));
        return change.expectedVersion + 1;
      },
      async compact(change) {
        await commit('log', { type: 'merge', ...change }, (write) => log.compact(change, write));
      },
    },
    inputs: {
      ...inputs,
      async commit(change) {
        const { kind } = change.next;
        await commit(kind, { type: 'version', ...change }, (write) => inputs.commit(change, write));
        return { ...change.next, version: change.expected.newest + 1 };
      },
      async accept(kind) {
        const isAccepted = await commit(kind, { type: 'accept' }, (write) => inputs.accept(kind, write));
        return isAccepted ? inputs.current(kind) : null;
      },
    },
    ingestions: {
      ...ingestions,
      async finish(ingestion) {
        const started = await ingestions.get(ingestion.id);
        const startedMicros = started?.startedMicros ?? ingestion.startedMicros;
        await keepIngestion(blobs, { ...ingestion, startedMicros });
        await ingestions.finish(ingestion);
      },
    },
    reports: {
      ...reports,
      async save(report) {
        await keepReport(blobs, report);
        await reports.save(report);
      },
    },
    standing: {
      ...standing,
      async add(report) {
        await keepStanding(blobs, report);
        await standing.add(report);
      },
      async adopt(reports, nowMicros) {
        if ((await standing.adoptedMicros()) !== null) return;
        for (const report of reports) await keepStanding(blobs, report);
        await keepAdoption(blobs, nowMicros);
        await standing.adopt(reports, nowMicros);
      },
      async remove(id) {
        await standing.remove(id);
        await removeKeptStanding(blobs, id);
      },
    },
  };
}

class TakenBack extends Error {}

/** Tries a change and takes it back. @throws what the change throws */
async function wouldChange(change: (write: WriteCommit) => Promise<unknown>): Promise<boolean> {
  try {
    await change(async () => {
      throw new TakenBack();
    });
    return false;
  } catch (error) {
    if (error instanceof TakenBack) return true;
    throw error;
  }
}

/**
 * Brings the catalogue to the end of every commit log.
 * @throws LoopwatchError STORAGE_DAMAGED where the blobs lack a commit that the catalogue has
 */
export async function followAllCommits(catalogue: Catalogue, blobs: Blobs): Promise<void> {
  const commits = new CommitLog(blobs);
  await keepEarlierRecords(catalogue, blobs);
  for (const stream of COMMIT_STREAMS) {
    const head = await catalogue.commits.head(stream);
    if (head !== null) await commits.require(stream, head);
    await followCommits(catalogue, commits, stream);
  }
}
