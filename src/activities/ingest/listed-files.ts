import type { PassedOverFile } from '../../contract/input-states';
import type { RejectedFile, VersionedKind } from '../../contract/versioned-inputs';
import { compareFiles } from '../../domain/log/file-order';
import { mayHold } from '../../domain/log/may-hold';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';

/** The files of a kind that the sources list now, in order: the later one holds. */
export interface ListedOfKind {
  readonly read: readonly (SourceFileState & { readonly rowsKey: string })[];
  /** Files that give no rows, but may hold some: rejected ones, and ones that were passed over. */
  readonly rejected: readonly RejectedFile[];
  /** Names of files that their sources no longer list. */
  readonly gone: readonly string[];
}

/** @param sourceIds in the order of the settings; files of other sources do not count. */
export function listedOfKind(
  states: readonly SourceFileState[],
  kind: VersionedKind,
  sourceIds: readonly string[],
  passedOver: readonly PassedOverFile[],
): ListedOfKind {
  const isListed = (state: SourceFileState) => state.state !== 'gone' && sourceIds.includes(state.sourceId);
  const listed = states.filter(isListed).sort((a, b) => compareFiles(sourceIds, a, b));
  const read = listed.flatMap((state) =>
    state.kind === kind && state.state === 'read' && state.rowsKey !== null
      ? [{ ...state, rowsKey: state.rowsKey }]
      : [],
  );
  const rejected = listed.filter(
    (state) =>
      state.state === 'rejected' &&
      (state.kind === null ? mayHold(state.name, kind, read.length > 0) : state.kind === kind),
  );
  const gone = states.filter((state) => state.kind === kind && !isListed(state)).map(({ name }) => name);
  const others = passedOver.filter(
    ({ name, mayBeInput }) => mayBeInput && (gone.includes(name) || mayHold(name, kind, true)),
  );
  return {
    read,
    rejected: [
      ...rejected.map(({ sourceId, name, message }) => ({ sourceId, name, message: message ?? '' })),
      ...others.map(({ name, reason }) => ({ sourceId: '', name, message: reason })),
    ],
    gone: gone.sort(),
  };
}
