import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { FileFacts, TroubleFacts } from '../../domain/health/find-troubles';
import { describeHeld } from '../../domain/wording/describe-version';
import type { Catalogue } from './catalogue';
import type { SourceFileState } from './file-catalogue';
import { presentFiles } from './source-catalogue';

/** The files as they are now, and the versions that are held back. */
export async function readStanding(
  catalogue: Pick<Catalogue, 'files' | 'sources' | 'inputs'>,
): Promise<Pick<TroubleFacts, 'files' | 'held'>> {
  const files = await presentFiles(catalogue);
  const newest = await Promise.all(VERSIONED_KINDS.map((kind) => catalogue.inputs.newest(kind)));
  const held = newest.flatMap((version) =>
    version?.state === 'held' ? [describeHeld(version.kind, version.reason)] : [],
  );
  return { files: files.map(toFacts), held };
}

export function toFacts({ sourceId, fileId, name, state, message, quarantined, reading }: SourceFileState) {
  return {
    sourceId,
    fileId,
    name,
    isRejected: state === 'rejected',
    message,
    rowsIn: reading?.rowsIn ?? null,
    quarantined,
    reasons: reading?.reasons ?? {},
  } satisfies FileFacts;
}
