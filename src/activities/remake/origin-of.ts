import type { Blobs } from '../../storage/blobs/blobs';
import { CommitLog } from '../../storage/commits/commit-log';
import type { CommitBody } from '../../storage/commits/commit-schemas';
import { COMMIT_STREAMS } from '../../storage/commits/follow-commits';

/** Which version a file belongs to, and where it came from, in words; null: no commit names it. */
export async function originOf(blobs: Blobs, key: string): Promise<string | null> {
  const commits = new CommitLog(blobs);
  for (const stream of COMMIT_STREAMS) {
    let version = 0;
    for await (const { body } of commits.all(stream)) {
      version = versionAfter(body, version);
      const from = sourceOf(body, key);
      if (from !== null) return `part of version ${version} of the ${stream}${from}`;
    }
  }
  return null;
}

function versionAfter(body: CommitBody, before: number): number {
  switch (body.type) {
    case 'append':
      return body.expectedVersion + 1;
    case 'version':
      return body.expected.newest + 1;
    case 'state':
      return body.state.versions.at(-1)?.version ?? before;
    case 'merge':
      return before + 1;
    case 'accept':
      return before;
  }
}

/** null: the commit does not name the key. */
function sourceOf(body: CommitBody, key: string): string | null {
  const has = (files: readonly { readonly key: string }[]) => files.some((file) => file.key === key);
  switch (body.type) {
    case 'append':
      return has(body.segments) || body.storesKey === key
        ? `, read from ${body.file.name} of ${body.file.sourceId}`
        : null;
    case 'version': {
      const file = body.files.find(({ rowsKey }) => rowsKey === key);
      if (file) return `, read from ${file.name} of ${file.sourceId}`;
      return body.next.key === key ? `, made of ${body.files.map(({ name }) => name).join(', ')}` : null;
    }
    case 'merge':
      return has(body.added) ? ', merged from earlier segments' : null;
    case 'state':
      return body.state.of === 'log' && has(body.state.segments) ? ', of an earlier release' : null;
    case 'accept':
      return null;
  }
}
