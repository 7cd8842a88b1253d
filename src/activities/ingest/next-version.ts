import { createHash } from 'node:crypto';
import type { PassedOverFile } from '../../contract/input-states';
import type { FileOutcome, VersionFile, VersionNotes } from '../../contract/inputs';
import type { VersionedKind } from '../../contract/versioned-inputs';
import { reasonToHold } from '../../domain/log/version-guard';
import { describeHeld, holdWords } from '../../domain/wording/describe-version';
import type { MadeVersion } from '../../frames/log/make-version';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import type { InputVersion } from '../../storage/catalogue/input-catalogue';
import type { ActivityPorts } from '../ports';
import { type ListedOfKind, listedOfKind } from './listed-files';

/**
 * Makes the next version of hours or timezones from the files that the sources list now. The version guard may hold it.
 * @returns the version that this ingestion made; null where nothing differs from the newest one.
 * @throws LoopwatchError STORAGE_CONFLICT
 */
export async function makeNextVersion(
  ports: ActivityPorts,
  ingestionId: string,
  kind: VersionedKind,
  passedOver: readonly PassedOverFile[] = [],
): Promise<InputVersion | null> {
  const { catalogue, clock, sources } = ports;
  const newest = await catalogue.inputs.newest(kind);
  const inUse = await catalogue.inputs.current(kind);
  const sourceIds = sources.map(({ id }) => id);
  const listed = listedOfKind(await catalogue.files.all(), kind, sourceIds, passedOver);
  if (newest === null && listed.read.length + listed.rejected.length === 0) return null;
  const recipe = recipeOf(listed);
  // An earlier attempt of this call may have made it. Kept rows stay as they are, so there is no need to look.
  if (newest?.notes?.recipe === recipe) return newest.notes.ingestionId === ingestionId ? newest : null;
  const { key, made } = await writeVersion(ports, kind, listed, inUse);
  const notes = notesOf({ ingestionId, recipe }, listed, inUse, made);
  const hold = reasonToHold({ ...made, ...notes, given: made.stores.given });
  const next: Omit<InputVersion, 'version'> = {
    kind,
    key,
    rows: made.rows,
    stores: made.stores.given,
    quarantined: notes.files.reduce((sum, file) => sum + file.quarantined, 0),
    state: hold === null ? 'used' : 'held',
    reason: hold && holdWords(hold, notes),
    notes,
  };
  const expected = { newest: newest?.version ?? 0, inUse: inUse?.version ?? 0 };
  const outcomes = { ingestionId, changed: await heldOutcomes(ports, ingestionId, next) };
  return catalogue.inputs.commit({ expected, committedMicros: clock(), next, files: listed.read, outcomes });
}

async function writeVersion(
  { blobs, computing }: ActivityPorts,
  kind: VersionedKind,
  { read, rejected }: ListedOfKind,
  inUse: InputVersion | null,
): Promise<{ readonly key: string; readonly made: MadeVersion }> {
  const files = await Promise.all(
    read.map(async ({ name, rowsKey }) => ({ name, rowsPath: await blobs.localPath(rowsKey) })),
  );
  const base = inUse && { version: inUse.version, path: await blobs.localPath(inUse.key) };
  const hasUnknownStores = rejected.length > 0 || read.some((file) => unknownRows(file) > 0);
  return blobs.writeHashed(kind, 'parquet', (outPath) =>
    computing.run('makeVersion', { kind, files, inUse: base, hasUnknownStores, outPath }),
  );
}

function unknownRows({ reading }: SourceFileState): number {
  return reading?.rowsOfUnknownStores ?? 0;
}

function notesOf(
  origin: Pick<VersionNotes, 'ingestionId' | 'recipe'>,
  { read, rejected, gone }: ListedOfKind,
  inUse: InputVersion | null,
  { stores, conflicts }: MadeVersion,
): VersionNotes {
  const names = new Set([...read, ...rejected].map(({ name }) => name));
  const before = inUse === null ? [] : (inUse.notes?.files.map(({ name }) => name) ?? gone);
  return {
    ...origin,
    files: read.map(fileOf),
    rejected,
    removed: before.filter((name) => !names.has(name)),
    conflicts,
    stores,
    rowsOfUnknownStores: read.reduce((sum, file) => sum + unknownRows(file), 0),
  };
}

function fileOf({ sourceId, name, quarantined, reading }: SourceFileState): VersionFile {
  const { rowsIn = quarantined, rows = 0, reasons = {}, rowsOfUnknownStores = 0, note } = reading ?? {};
  return { sourceId, name, rowsIn, rows, quarantined, reasons, rowsOfUnknownStores, note };
}

/** All that the files say: a version is a function of it, but for what is kept. */
function recipeOf({ read, rejected }: ListedOfKind): string {
  const files = read.map((file) => {
    const { reasons, ...counts } = fileOf(file);
    return [file.rowsKey, ...Object.entries(counts).sort(), ...Object.entries(reasons).sort()];
  });
  const others = rejected.map(({ sourceId, name, message }) => [sourceId, name, message]);
  return createHash('sha256')
    .update(JSON.stringify([files, others]))
    .digest('hex');
}

/** The outcomes of the ingestion's files that a held version is made of. The last of them says why. */
async function heldOutcomes(
  { catalogue }: ActivityPorts,
  ingestionId: string,
  { kind, state, reason }: Omit<InputVersion, 'version'>,
): Promise<FileOutcome[]> {
  if (state !== 'held') return [];
  const outcomes = (await catalogue.ingestions.outcomes(ingestionId)).filter(
    (outcome) => outcome.kind === kind && outcome.state === 'accepted',
  );
  return outcomes.map((outcome, index) => ({
    ...outcome,
    state: 'held',
    message: index === outcomes.length - 1 ? describeHeld(kind, reason) : outcome.message,
  }));
}
