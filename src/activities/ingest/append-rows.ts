import { copyFile } from 'node:fs/promises';
import type { FileOutcome, ValidatedFile } from '../../contract/inputs';
import { rowsFolder, type VersionedKind } from '../../contract/versioned-inputs';
import type { ActivityPorts } from '../ports';
import { countsOf, fileOutcome } from './file-outcome';
import { readState } from './file-state';
import { keepDelivery } from './keep-delivery';

/** Keeps the rows of a file of hours or timezones. `makeVersions` makes a version of all files. */
export async function appendRows(
  ports: ActivityPorts,
  ingestionId: string,
  validated: ValidatedFile,
  kind: VersionedKind,
): Promise<FileOutcome> {
  const { catalogue, blobs, clock } = ports;
  const { rowsKey, fetched } = validated;
  if (rowsKey === null) throw new Error(`The ${kind} were validated without their rows`);
  const rowsPath = await blobs.localPath(rowsKey);
  const kept = await blobs.writeHashed(rowsFolder(kind), 'parquet', (path) => copyFile(rowsPath, path));
  const before = await catalogue.files.get(fetched.file.sourceId, fetched.file.fileId);
  const delivery = await keepDelivery(ports, validated, before);
  const facts = { ingestionId, rowsKey: kept.key, nowMicros: clock(), before: null, delivery };
  const state = readState(validated, facts);
  const outcome = fileOutcome(fetched.file, { ...countsOf(validated), state: 'accepted', kind });
  await catalogue.files.save(state, ingestionId, outcome, fetched.revision ?? null);
  return outcome;
}
