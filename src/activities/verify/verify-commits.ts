import { isDeepStrictEqual } from 'node:util';
import { describeError, LoopwatchError } from '../../contract/errors';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { CommitStream, StreamState } from '../../storage/catalogue/commit-catalogue';
import { CommitLog } from '../../storage/commits/commit-log';
import { COMMIT_STREAMS, followCommits } from '../../storage/commits/follow-commits';
import { openMemoryCatalogue } from '../../storage/sql/sqlite/sqlite-catalogue';
import type { ActivityPorts } from '../ports';

export interface VerifiedCommits {
  readonly commits: number;
  /** What is wrong, in words. */
  readonly damages: readonly string[];
}

/** Follows every commit log into a catalogue in memory, and compares it with the one in use. */
export async function verifyCommits({
  catalogue,
  blobs,
}: Pick<ActivityPorts, 'catalogue' | 'blobs'>): Promise<VerifiedCommits> {
  const shadow = await openMemoryCatalogue();
  const log = new CommitLog(blobs);
  let commits = 0;
  const damages: string[] = [];
  try {
    for (const stream of COMMIT_STREAMS) {
      try {
        const head = await catalogue.commits.head(stream);
        if (head !== null) await log.require(stream, head);
        commits += (await followCommits(shadow, log, stream))?.number ?? 0;
        if (!(await haveEqualStates(shadow, catalogue, stream))) damages.push(differs(catalogue, stream));
      } catch (error) {
        if (!(error instanceof LoopwatchError)) throw error;
        damages.push(describeError(error));
      }
    }
    return { commits, damages };
  } finally {
    await shadow.close();
  }
}

async function haveEqualStates(
  shadow: Catalogue,
  catalogue: Catalogue,
  stream: CommitStream,
): Promise<boolean> {
  const head = await catalogue.commits.head(stream);
  // A commit that came while this ran does not count.
  if (head?.number !== (await shadow.commits.head(stream))?.number) return true;
  const [left, right] = [await shadow.commits.state(stream), await catalogue.commits.state(stream)];
  return isDeepStrictEqual(comparable(left), comparable(right));
}

/**
 * Records of segments that left the log are removed by and by. The lists are made anew: those of two databases may
 * differ in their kind, where one of them comes from native code.
 */
function comparable(state: StreamState) {
  const versions = [...state.versions];
  if (state.of !== 'log') return { versions };
  return { versions, segments: [...state.segments.filter(({ removedVersion }) => removedVersion === null)] };
}

function differs({ location }: Catalogue, stream: CommitStream): string {
  return `The catalogue ${location} says something else about the ${stream} than the commits. Stop the service and run "loopwatch rebuild".`;
}
