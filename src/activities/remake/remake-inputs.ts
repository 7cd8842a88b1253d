import { copyFile } from 'node:fs/promises';
import { rowsFolder, type VersionedKind } from '../../contract/versioned-inputs';
import { CommitLog } from '../../storage/commits/commit-log';
import type { CommitBody } from '../../storage/commits/commit-schemas';
import type { ActivityPorts } from '../ports';
import { withDelivery } from './read-delivery';
import type { Wish } from './remake-log';

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;
type Version = Extract<CommitBody, { type: 'version' }>;

/** Makes the rows of files of hours or timezones, and their versions, again. Like `remakeLog`. */
export async function remakeInputs(
  ports: Ports,
  kind: VersionedKind,
  wish: Wish,
): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  const keys = new Map<number, string>();
  for await (const { body } of new CommitLog(ports.blobs).all(kind)) {
    if (body.type === 'state' && body.state.of === kind)
      for (const { version, key } of body.state.versions) keys.set(version, key);
    if (body.type !== 'version') continue;
    try {
      for (const key of await remakeRows(ports, kind, body, wish)) made.add(key);
      if (await wish.isWanted(body.next.key))
        made.add(await remakeVersion(ports, kind, body, keys.get(body.expected.inUse) ?? null));
    } catch (error) {
      wish.onFailure(error);
    }
    keys.set(body.expected.newest + 1, body.next.key);
  }
  return made;
}

async function remakeRows(
  ports: Ports,
  kind: VersionedKind,
  { files }: Version,
  { isWanted }: Wish,
): Promise<string[]> {
  const made: string[] = [];
  for (const file of files) {
    const { rowsKey, reading } = file;
    if (rowsKey === null || !reading?.delivery || !(await isWanted(rowsKey))) continue;
    made.push(
      await withDelivery(
        ports,
        file,
        reading.delivery,
        () => null,
        async ({ rowsKey: rows }) => {
          if (rows === null) return '';
          const path = await ports.blobs.localPath(rows);
          const { key } = await ports.blobs.writeHashed(rowsFolder(kind), 'parquet', (to) =>
            copyFile(path, to),
          );
          return key;
        },
      ),
    );
  }
  return made;
}

async function remakeVersion(
  { blobs, computing }: Ports,
  kind: VersionedKind,
  { files, expected, next, acceptedLosses }: Version,
  inUseKey: string | null,
): Promise<string> {
  const inUse = inUseKey === null ? null : { version: expected.inUse, path: await blobs.localPath(inUseKey) };
  const { key } = await blobs.writeHashed(kind, 'parquet', async (outPath) => {
    if (acceptedLosses && inUse) {
      await computing.run('dropLost', { kind, path: inUse.path, storeIds: acceptedLosses.storeIds, outPath });
      return;
    }
    const rows = files.map(async ({ name, rowsKey }) => ({
      name,
      rowsPath: await blobs.localPath(rowsKey ?? ''),
    }));
    const { rejected = [], rowsOfUnknownStores = 0 } = next.notes ?? {};
    const hasUnknownStores = rejected.length > 0 || rowsOfUnknownStores > 0;
    await computing.run('makeVersion', {
      kind,
      files: await Promise.all(rows),
      inUse,
      hasUnknownStores,
      outPath,
    });
  });
  return key;
}
