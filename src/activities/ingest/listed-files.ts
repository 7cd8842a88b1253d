import type { VersionedKind } from '../../contract/versioned-inputs';
import { compareFiles } from '../../domain/log/file-order';
import { mayHold } from '../../domain/log/may-hold';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';

/** The files of a kind that the sources list now, in order: the later one holds. */
export interface ListedOfKind {
  readonly read: readonly (SourceFileState & { readonly rowsKey: string })[];
  readonly rejected: readonly SourceFileState[];
  /** Names of files that their sources no longer list. */
  readonly gone: readonly string[];
}

/** @param sourceIds in the order of the settings; files of other sources do not count. */
export function listedOfKind(
  states: readonly SourceFileState[],
  kind: VersionedKind,
  sourceIds: readonly string[],
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
  return { read, rejected, gone: gone.sort() };
}
