import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSweep } from '../../src/activities/maintain/sweep';
import { checkData } from '../../src/cli/doctor/check-data';
import { openPorts, placesIn } from '../../src/cli/process/open-ports';
import { FolderSource } from '../../src/sources/folder-source';
import { ingestByHand } from '../support/ingest-by-hand';
import { openWorkerPorts } from '../support/ports';
import { SAMPLE } from '../support/sample';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();
const DAYS_MICROS = 3 * 86_400_000_000;
let next = 0;

/** A data folder with a log. */
async function dataFolder(): Promise<string> {
  const folder = path.join(root, String(next++));
  const ports = await openWorkerPorts(folder, [new FolderSource(SAMPLE)]);
  await ingestByHand(ports);
  await ports.catalogue.close();
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(folder, 'blobs'), { recursive: true }).map(String).sort();
}

const remove = (folder: string) => {
  for (const name of readdirSync(folder)) if (/^catalogue\.db/.test(name)) rmSync(path.join(folder, name));
};
const forgetIdentity = (folder: string) => rmSync(path.join(folder, 'blobs/identity'), { recursive: true });

describe('a catalogue that is not the one of its blobs is refused, and nothing is removed', () => {
  it.each([
    ['lost', remove],
    [
      'of no bytes',
      (folder: string) => {
        remove(folder);
        writeFileSync(path.join(folder, 'catalogue.db'), '');
      },
    ],
    [
      'lost, beside blobs of an earlier release',
      (folder: string) => {
        remove(folder);
        forgetIdentity(folder);
      },
    ],
  ])('%s', async (_name, harm) => {
    const folder = await dataFolder();
    harm(folder);
    const before = filesIn(folder);
    await expect(openPorts(placesIn(folder))).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringMatching(/belong to another catalogue|catalogue .* is empty/),
      remedy: expect.stringContaining('LOOPWATCH_CATALOGUE'),
    });
    expect(await checkData(placesIn(folder), Date.now() * 1_000)).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        what: expect.stringMatching(/belong to another catalogue|is empty/),
      }),
    );
    expect(filesIn(folder)).toEqual(before);
  });

  it('another one', async () => {
    const [folder, other] = [await dataFolder(), await dataFolder()];
    const places = { ...placesIn(folder), catalogueUrl: placesIn(other).catalogueUrl };
    await expect(openPorts(places)).rejects.toMatchObject({ code: 'SETUP' });
  });

  it('replaced while a worker runs: the sweep refuses too', async () => {
    const [folder, other] = [await dataFolder(), await dataFolder()];
    const ports = await openWorkerPorts(folder);
    const strange = await openPorts(placesIn(other));
    const later = () => ports.clock() + DAYS_MICROS;
    const before = filesIn(folder);
    const sweep = createSweep({ ...ports, catalogue: strange.catalogue, clock: later });
    await expect(sweep()).rejects.toMatchObject({ code: 'SETUP' });
    expect(filesIn(folder)).toEqual(before);
    await Promise.all([ports.catalogue.close(), strange.catalogue.close()]);
  });
});

it('a catalogue with a log does not open beside blobs that hold none of it', async () => {
  const folder = await dataFolder();
  renameSync(path.join(folder, 'blobs'), path.join(folder, 'blobs-away'));
  await expect(openPorts(placesIn(folder))).rejects.toMatchObject({
    message: expect.stringContaining('none of its files is in'),
  });
});

it('a data folder of an earlier release opens, and is marked', async () => {
  const folder = await dataFolder();
  forgetIdentity(folder);
  const { catalogue, blobs } = await openPorts(placesIn(folder));
  expect(await blobs.exists(`identity/${await catalogue.identity()}`)).toBe(true);
  await catalogue.close();
});

it('a whole folder moves to another place', async () => {
  const folder = await dataFolder();
  const moved = path.join(root, 'moved');
  renameSync(folder, moved);
  const { catalogue } = await openPorts(placesIn(moved));
  expect((await catalogue.log.latest())?.version).toBe(1);
  await catalogue.close();
  expect(existsSync(folder)).toBe(false);
});
