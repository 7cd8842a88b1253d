import type { FileOutcome, ValidatedFile } from '../../contract/inputs';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { reasonToHold } from '../../domain/log/version-guard';
import type { MergedVersion } from '../../frames/log/merge-versions';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import type { InputVersion } from '../../storage/catalogue/input-catalogue';
import type { ActivityPorts } from '../ports';
import { countsOf, fileOutcome } from './file-outcome';
import { readState } from './file-state';

/** Makes the next version of hours or timezones from all current files of the kind. The version guard may hold it. */
export async function appendVersion(
  ports: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
  kind: VersionedKind,
): Promise<FileOutcome> {
  const { catalogue, blobs, clock } = ports;
  const { file } = validated.fetched;
  const rowsKey = `inputs/${validated.fetched.sha256}.${kind}.parquet`;
  await blobs.copy(keyOfRows(validated), rowsKey);
  const state = readState(validated, { rowsKey, quarantined: validated.quarantined, nowMicros: clock() });
  const newest = await catalogue.inputs.newest(kind);
  const parts = [...(await otherFiles(ports, state)), state];
  const next = await makeVersion(ports, kind, parts, newest);
  await catalogue.inputs.commit({
    ingestionId,
    expectedVersion: newest?.version ?? 0,
    committedMicros: clock(),
    kind,
    next,
    file: state,
    outcome: outcomeOf(next),
  });
  return outcomeOf(next);

  function outcomeOf(version: Omit<InputVersion, 'version'> | null): FileOutcome {
    const isHeld = version?.state === 'held';
    return fileOutcome(file, {
      ...countsOf(validated),
      state: isHeld ? 'held' : 'accepted',
      kind,
      message: isHeld ? heldMessage(file.name, kind, version.reason) : null,
    });
  }
}

function keyOfRows({ rowsKey, kind }: ValidatedFile): string {
  if (rowsKey === null) throw new Error(`The ${kind} were validated without their rows`);
  return rowsKey;
}

function heldMessage(name: string, kind: VersionedKind, reason: string | null): string {
  return `${name}: this version of the ${kind} is held back because ${reason}. Run "loopwatch accept ${kind}" if it is right.`;
}

async function otherFiles({ catalogue }: ActivityPorts, file: SourceFileState): Promise<SourceFileState[]> {
  const states = await catalogue.files.all();
  return states.filter(
    (state) =>
      state.kind === file.kind &&
      state.state !== 'gone' &&
      state.rowsKey !== null &&
      !(state.sourceId === file.sourceId && state.fileId === file.fileId),
  );
}

/** @returns null where the newest version has the same content and the same counts. */
async function makeVersion(
  { catalogue, blobs, computing }: ActivityPorts,
  kind: VersionedKind,
  files: readonly SourceFileState[],
  newest: InputVersion | null,
): Promise<Omit<InputVersion, 'version'> | null> {
  const keys = files.flatMap((file) => (file.rowsKey === null ? [] : [file.rowsKey]));
  const paths = await Promise.all(keys.map((key) => blobs.localPath(key)));
  const { key, made } = await blobs.writeHashed(kind, 'parquet', (outPath) =>
    computing.run('mergeVersions', { kind, rowsPaths: paths, outPath }),
  );
  const quarantined = files.reduce((sum, file) => sum + file.quarantined, 0);
  if (newest?.key === key && newest.quarantined === quarantined) return null;
  const reason = await guard({ catalogue, blobs, computing }, kind, key, made);
  return {
    kind,
    key,
    rows: made.rows,
    stores: made.stores,
    quarantined,
    state: reason === null ? 'used' : 'held',
    reason,
  };
}

async function guard(
  { catalogue, blobs, computing }: Pick<ActivityPorts, 'catalogue' | 'blobs' | 'computing'>,
  kind: VersionedKind,
  key: string,
  made: MergedVersion,
): Promise<string | null> {
  const current = await catalogue.inputs.current(kind);
  return reasonToHold({
    previousStores: current?.stores ?? null,
    nextStores: made.stores,
    keptStores: current
      ? await computing.run('storesKept', {
          previousPath: await blobs.localPath(current.key),
          nextPath: await blobs.localPath(key),
        })
      : 0,
  });
}
