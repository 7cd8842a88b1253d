import { remakeAll } from '../../activities/remake/remake-all';
import { startComputing } from '../../compute/start-computing';
import type { ReadingSettings } from '../../config/reading-settings';
import { readCatalogueUrl } from '../../contract/catalogue-url';
import { describeError, LoopwatchError } from '../../contract/errors';
import type { Blobs } from '../../storage/blobs/blobs';
import { openBlobs } from '../../storage/blobs/open-blobs';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { type Rebuilt, rebuildCatalogue } from '../../storage/commits/rebuild-catalogue';
import { lockDataFolder } from '../../storage/data-folder-lock';
import { openCatalogue } from '../../storage/sql/open-catalogue';
import { replaceSqliteCatalogue } from '../../storage/sql/sqlite/replace-sqlite';
import { blobCacheOf, nowMicros, type Places } from '../process/open-ports';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface RebuildOptions {
  /** What reading a file may take, where the log and the inputs are made again too; null: they are not. */
  readonly fromDeliveries: ReadingSettings | null;
}

/** `loopwatch rebuild`: makes the catalogue again from the stored files, while no service runs on the data folder. */
export async function rebuildCommand(places: Places, { fromDeliveries }: RebuildOptions): Promise<void> {
  const lock = await lockDataFolder(places.dataDir);
  try {
    const blobs = await openBlobs(places.blobs.url, blobCacheOf(places));
    if (fromDeliveries) await remakeFiles(blobs, fromDeliveries);
    const address = readCatalogueUrl(places.catalogueUrl);
    if (address?.kind === 'sqlite') await rebuildSqlite(address.file, blobs);
    else await rebuildEmpty(places.catalogueUrl, blobs);
  } finally {
    await lock.release();
  }
}

async function remakeFiles(blobs: Blobs, reading: ReadingSettings): Promise<void> {
  const computing = startComputing({
    reading,
    onThreadFailure: (error) => say(`A computing thread failed: ${describeError(error)}`),
  });
  try {
    const { made, missing, failures } = await remakeAll({ blobs, computing });
    say(`Made ${made} files of the log and of the inputs again from the ingested files.`);
    for (const failure of failures) say(failure);
    if (missing.length > 0) say(`${missing.length} files cannot be made again, such as ${missing[0]}.`);
  } finally {
    await computing.close();
  }
}

async function rebuildSqlite(file: string, blobs: Blobs): Promise<void> {
  const { made, replaced } = await replaceSqliteCatalogue(
    file,
    `before-rebuild-${nowMicros()}`,
    async (catalogue) => {
      const rebuilt = await rebuildCatalogue(catalogue, blobs);
      return { rebuilt, access: await copyAccess(file, catalogue) };
    },
  );
  sayRebuilt(made.rebuilt, file);
  say(made.access);
  if (replaced !== null) say(`The catalogue before is kept as ${replaced}: remove it once all is well.`);
}

async function rebuildEmpty(url: string, blobs: Blobs): Promise<void> {
  const catalogue = await openCatalogue(url);
  try {
    sayRebuilt(await rebuildCatalogue(catalogue, blobs), catalogue.location);
    say(NO_ACCESS);
  } finally {
    await catalogue.close();
  }
}

function sayRebuilt({ commits, logVersion, reports, ingestions }: Rebuilt, location: string): void {
  say(
    `Rebuilt the catalogue ${location} from ${commits} commits: log version ${logVersion}, ${reports} reports, ${ingestions} ingestions.`,
  );
}

const NO_ACCESS =
  'It has no API keys and no webhooks: they are not in the stored files. Create them again: "loopwatch keys create".';

/** API keys and webhooks are no events: only the catalogue before has them. @returns what became of them */
async function copyAccess(file: string, to: Catalogue): Promise<string> {
  let from: Catalogue;
  try {
    from = await openCatalogue(`sqlite:${file}`);
  } catch (error) {
    if (!(error instanceof LoopwatchError)) throw error;
    return `${NO_ACCESS} The catalogue before cannot be read: ${describeError(error)}`;
  }
  try {
    const [keys, webhooks] = [await from.keys.all(), await from.webhooks.all()];
    for (const key of keys) await to.keys.create(key);
    for (const webhook of webhooks) await to.webhooks.add(webhook);
    return keys.length + webhooks.length === 0
      ? NO_ACCESS
      : `Kept ${keys.length} API keys and ${webhooks.length} webhooks of the catalogue before.`;
  } catch (error) {
    return `${NO_ACCESS} The catalogue before cannot be read: ${describeError(error)}`;
  } finally {
    await from.close();
  }
}
