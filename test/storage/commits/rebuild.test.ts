import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { remakeAll } from '../../../src/activities/remake/remake-all';
import { rebuildCommand } from '../../../src/cli/commands/rebuild';
import { openPorts, placesIn } from '../../../src/cli/process/open-ports';
import { computeTasks } from '../../../src/compute/tasks';
import { rebuildCatalogue } from '../../../src/storage/commits/rebuild-catalogue';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { sameThread } from '../../../src/thread-pool/task-runner';
import { CATALOGUE_KINDS } from '../../support/catalogues';
import { seenState } from '../../support/seen-state';
import { storedHistory } from '../../support/stored-history';
import { tempFolder } from '../../support/temp-folder';
import { ingestInProcess } from '../../support/workflows-by-hand';

const root = tempFolder();
let next = 0;
const history = () => storedHistory(path.join(root, String(next++)));
let said: string[] = [];
beforeEach(() => {
  said = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

const removeCatalogue = (data: string) => {
  for (const name of readdirSync(data)) if (/^catalogue\.db/.test(name)) rmSync(path.join(data, name));
};

it.each([
  ['lost', removeCatalogue],
  [
    'of other bytes',
    (data: string) => {
      removeCatalogue(data);
      writeFileSync(path.join(data, 'catalogue.db'), 'not a database'.repeat(999));
    },
  ],
  [
    'of no bytes',
    (data: string) => {
      removeCatalogue(data);
      writeFileSync(path.join(data, 'catalogue.db'), '');
    },
  ],
  ['there, and whole', () => undefined],
])('a catalogue that is %s is rebuilt: the same log, inputs and reports', async (_name, harm) => {
  const { data, ports, open } = await history();
  const before = await seenState(ports);
  expect(before.reports.map(({ state }) => state).sort()).toEqual(['Completed', 'Completed', 'Failed']);
  expect(before.standing.map(({ name }) => name)).toEqual(['kept']);
  await ports.catalogue.close();
  harm(data);
  await rebuildCommand(placesIn(data), { fromDeliveries: null });
  const rebuilt = await open();
  expect(await seenState(rebuilt)).toEqual(before);
  expect(said.join('')).toMatch(/Rebuilt the catalogue .* log version 4, 3 reports, 3 ingestions/);
  const again = await ingestInProcess(rebuilt);
  expect(again.logVersion).toBe(4);
  expect(again.outcomes.map(({ name, accepted }) => [name, accepted])).toEqual([['odd.csv', 0]]);
  await rebuilt.catalogue.close();
});

it('makes the log and the inputs again too, from the ingested files alone: the same bytes', async () => {
  const { data, ports, open } = await history();
  const before = await seenState(ports);
  await ports.catalogue.close();
  removeCatalogue(data);
  const blobs = path.join(data, 'blobs');
  const filesIn = (folder: string) =>
    readdirSync(path.join(blobs, folder)).map((name) => [
      name,
      readFileSync(path.join(blobs, folder, name), 'base64'),
    ]);
  const folders = ['segments', 'stores', 'hours', 'timezones', 'inputs/hours', 'inputs/timezones'];
  const stored = folders.map(filesIn);
  for (const folder of folders) rmSync(path.join(blobs, folder), { recursive: true });
  const computing = sameThread(computeTasks);
  const remade = await remakeAll({ blobs: ports.blobs, computing });
  expect(remade).toMatchObject({ missing: [], failures: [] });
  expect(remade.made).toBeGreaterThan(9);
  await rebuildCommand(placesIn(data), { fromDeliveries: null });
  expect(folders.map(filesIn)).toEqual(stored);
  const rebuilt = await open();
  expect(await seenState(rebuilt)).toEqual(before);
  await rebuilt.catalogue.close();
});

it('keeps API keys and webhooks where the catalogue before can be read, and that catalogue too', async () => {
  const { data, ports, open } = await history();
  const key = {
    id: 'k',
    name: 'me',
    scope: 'read',
    hash: 'h',
    createdMicros: 1,
    lastUsedMicros: null,
    revokedMicros: null,
    expiresMicros: null,
  } as const;
  await ports.catalogue.keys.create(key);
  await ports.catalogue.close();
  // A catalogue that lost its log.
  const database = new Database(path.join(data, 'catalogue.db'));
  for (const table of ['segments', 'log_versions', 'commit_heads']) database.exec(`DELETE FROM ${table}`);
  database.close();
  await rebuildCommand(placesIn(data), { fromDeliveries: null });
  const rebuilt = await open();
  expect(await rebuilt.catalogue.keys.all()).toEqual([key]);
  expect((await rebuilt.catalogue.log.latest())?.version).toBe(4);
  expect(said.join('')).toContain('Kept 1 API keys and 0 webhooks');
  expect(readdirSync(data).filter((name) => /before-rebuild-\d+$/.test(name))).toHaveLength(1);
  await rebuilt.catalogue.close();
});

it.each(CATALOGUE_KINDS)(
  'a %s catalogue can be rebuilt, and only an empty one',
  async (_kind, startCatalogues) => {
    const catalogues = await startCatalogues();
    const { ports } = await history();
    const before = await seenState(ports);
    const catalogue = await openCatalogue(await catalogues.newUrl());
    await rebuildCatalogue(catalogue, ports.blobs);
    expect(await seenState({ catalogue, blobs: ports.blobs })).toEqual(before);
    await expect(rebuildCatalogue(catalogue, ports.blobs)).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining('is not empty'),
    });
    await catalogue.close();
    await ports.catalogue.close();
    await catalogues.stop();
  },
);

it('changes nothing where there are no commits', async () => {
  const data = path.join(root, String(next++));
  const { catalogue } = await openPorts(placesIn(data));
  await catalogue.close();
  await expect(rebuildCommand(placesIn(data), { fromDeliveries: null })).rejects.toMatchObject({
    code: 'SETUP',
    message: expect.stringContaining('no commits'),
  });
  expect(existsSync(path.join(data, 'catalogue.db'))).toBe(true);
});
