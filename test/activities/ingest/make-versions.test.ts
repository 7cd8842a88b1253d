import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { fileOutcome } from '../../../src/activities/ingest/file-outcome';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { VersionedKind } from '../../../src/contract/versioned-inputs';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const HOURS = 'store_id,day,start_time_local,end_time_local\n';
const ZONES = 'store_id,timezone_str\n';

describe('versions of hours and timezones', () => {
  const root = tempFolder();
  let folder: string;
  let ports: ActivityPorts;
  let next = 0;

  const newFolder = () => {
    const made = path.join(root, `source-${next++}`);
    mkdirSync(made);
    return made;
  };
  beforeEach(async () => {
    folder = newFolder();
    ports = await openWorkerPorts(path.join(root, `data-${next++}`), [new FolderSource(folder)]);
  });
  afterEach(() => ports.catalogue.close());

  const put = (name: string, text: string, into = folder) => {
    writeFileSync(path.join(into, name), text);
    utimesSync(path.join(into, name), 1e9 + next++, 1e9);
  };
  const remove = (name: string) => rmSync(path.join(folder, name));
  const ingest = (with_: ActivityPorts = ports) => ingestByHand(with_, 2, undefined, true);
  const current = (kind: VersionedKind = 'hours') => ports.catalogue.inputs.current(kind);
  const newest = (kind: VersionedKind = 'hours') => ports.catalogue.inputs.newest(kind);
  const message = async () => (await ports.catalogue.ingestions.lastFinished())?.message;
  async function rows(kind: VersionedKind = 'hours') {
    const version = await newest(kind);
    const read = pl.readParquet(await ports.blobs.localPath(version?.key ?? ''));
    return read.toRecords().map(({ store_id, state, file, since }) => [store_id, state, file, since]);
  }

  it('drop the rows of a file that was replaced by one of another name, and name it', async () => {
    put('menu_2024-05.csv', `${HOURS}1,0,09:00,22:00\n1,1,09:00,22:00\n`);
    await ingest();
    put('menu_2024-06.csv', `${HOURS}1,0,11:00,15:00\n`);
    await ingest();
    expect(await rows()).toEqual([['1', 'given', 'menu_2024-06.csv', null]]);
    expect((await current())?.notes?.conflicts).toEqual([
      { holds: 'menu_2024-06.csv', other: 'menu_2024-05.csv', stores: 1, example: '1' },
    ]);
    expect(await message()).toContain(
      'menu_2024-05.csv and menu_2024-06.csv give different hours for store 1: menu_2024-06.csv holds.',
    );
    remove('menu_2024-05.csv');
    expect(await ingest()).toEqual([]);
    expect(await current()).toMatchObject({
      version: 3,
      rows: 1,
      notes: { removed: ['menu_2024-05.csv'], conflicts: [] },
    });
    expect(await message()).toContain('menu_2024-05.csv is no longer there');
    await ingest();
    expect(await newest()).toMatchObject({ version: 3 });
  });

  it('are held where the only file was removed, and say so', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
    await ingest();
    remove('hours.csv');
    await ingest();
    expect(await newest()).toMatchObject({
      version: 2,
      state: 'held',
      reason: 'it has lost 1 of the 1 stores of the version in use: hours.csv was removed',
    });
    expect(await current()).toMatchObject({ version: 1 });
    expect(await message()).toContain('hours.csv was removed');
    await ports.catalogue.inputs.accept('hours');
    expect(await rows()).toEqual([['1', 'kept', 'hours.csv', 1]]);
    await ingest();
    expect(await newest()).toMatchObject({ version: 2, state: 'used' });
  });

  it('keep the lost stores of a smaller file, until it gives them again', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n`);
    await ingest();
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n`);
    await ingest();
    expect((await rows()).at(-1)).toEqual(['3', 'kept', 'hours.csv', 1]);
    expect(await message()).toContain(
      '1 store that no file names any more keeps the last known hours: the Data page and "loopwatch accept hours --list" name them.',
    );
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n3,0,10:00,17:00\n2,0,09:00,17:00\n`);
    await ingest();
    expect((await rows()).at(-1)).toEqual(['3', 'given', 'hours.csv', null]);
  });

  it('know nothing where a spreadsheet has damaged every row of the first file, and say why', async () => {
    put('hours.csv', `${HOURS}8.4E+18,0,09:00,17:00\n8.4E+18,1,09:00,17:00\n`);
    await ingest();
    expect(await current()).toMatchObject({ version: 1, stores: 0, notes: { rowsOfUnknownStores: 2 } });
    expect(await rows()).toEqual([['', 'unreadable', null, null]]);
    expect(await message()).toContain(
      'All 2 rows of hours.csv are unreadable: store_id was turned into a number',
    );
  });

  it('are held with the true reason where every row of a later file is damaged', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
    await ingest();
    put('hours.csv', `${HOURS}8.4E+18,0,09:00,17:00\n8.4E+18,1,09:00,17:00\n`);
    expect(await ingest()).toMatchObject([
      {
        state: 'held',
        message: expect.stringContaining(
          'all 2 rows of hours.csv are unreadable: store_id was turned into a number by a spreadsheet',
        ),
      },
    ]);
  });

  it('take no row of a rejected file, and say that other stores may be in it', async () => {
    put('hours-a.csv', `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n`);
    put('hours-b.csv', `${HOURS}3,0,09:00,17:00\n`);
    await ingest();
    put('hours-b.csv', 'store_id,day,start_time_local\n3,0,09:00\n');
    await ingest();
    expect(await rows()).toEqual([
      ['', 'unreadable', null, null],
      ['1', 'given', 'hours-a.csv', null],
      ['2', 'given', 'hours-a.csv', null],
      ['3', 'kept', 'hours-b.csv', 1],
    ]);
    expect((await current())?.notes?.rejected).toMatchObject([{ name: 'hours-b.csv' }]);
  });

  it('are not made for a rejected file of polls, but for one that may be hours or timezones', async () => {
    put('torn.csv', 'store_id,status\n1,active\n');
    await ingest();
    expect([await newest(), await newest('timezones')]).toEqual([null, null]);
    put('torn-2.csv', 'store_id,day,start_time_local\n1,0,09:00\n');
    await ingest();
    expect(await rows()).toEqual([['', 'unreadable', null, null]]);
    expect(await newest('timezones')).toBeNull();
    put('page.csv', '<!DOCTYPE html><html></html>\n');
    await ingest();
    expect(await newest('timezones')).toBeNull();
    put('zones.csv', '<!DOCTYPE html><html></html>\n');
    await ingest();
    expect(await rows('timezones')).toEqual([['', 'unreadable', null, null]]);
  });

  it.each([
    ['a web page', 'menu_hours.csv', '<!DOCTYPE html><html></html>\n'],
    ['nothing', 'hours.csv', ''],
    ['an old workbook', 'opening.xls', 'x'],
    ['rows without a header', 'hours.csv', '3,0,09:00,17:00\n'],
  ])(
    'say that stores may be in a file that was passed over and is named as hours: %s',
    async (_what, name, text) => {
      put(name, text);
      await ingest();
      expect(await rows()).toEqual([['', 'unreadable', null, null]]);
      expect((await current())?.notes?.rejected).toMatchObject([{ name }]);
      remove(name);
      put('customers.csv', 'id,name\n1,Ada\n');
      put('hours-a.csv', `${HOURS}1,0,09:00,17:00\n`);
      await ingest();
      expect(await rows()).toEqual([['1', 'given', 'hours-a.csv', null]]);
    },
  );

  it('follow the order of the sources in the settings, and forget a source that is no longer there', async () => {
    const other = newFolder();
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
    put('hours-old.csv', `${HOURS}1,0,08:00,16:00\n2,0,08:00,16:00\n`, other);
    const [here, there] = [new FolderSource(folder), new FolderSource(other)];
    const files = async (...sources: FolderSource[]) => {
      await ingest({ ...ports, sources });
      return (await rows()).map(([store, state, file]) => [store, state, file]);
    };
    expect(await files(there, here)).toEqual([
      ['1', 'given', 'hours.csv'],
      ['2', 'given', 'hours-old.csv'],
    ]);
    expect(await files(here, there)).toEqual([
      ['1', 'given', 'hours-old.csv'],
      ['2', 'given', 'hours-old.csv'],
    ]);
    expect(await files(here)).toEqual([
      ['1', 'given', 'hours.csv'],
      ['2', 'kept', 'hours-old.csv'],
    ]);
    expect((await current())?.notes?.removed).toEqual(['hours-old.csv']);
  });

  it('are made of files read by an earlier release only after these are read again', async () => {
    put('zones.csv', `${ZONES}1,UTC\n2,Mars/Olympus\n`);
    await ingest();
    const sourceId = ports.sources[0]?.id ?? '';
    const state = await ports.catalogue.files.get(sourceId, 'zones.csv');
    if (!state) throw new Error('the file has a state');
    const outcome = fileOutcome(state, { state: 'accepted', kind: 'timezones', rowsIn: 2 });
    const fingerprint = state.fingerprint.replace(/ read:.*/, '');
    await ports.catalogue.files.save({ ...state, fingerprint, reading: null }, 'old', outcome, null);
    expect(await ingest()).toMatchObject([{ name: 'zones.csv', state: 'accepted', quarantined: 1 }]);
    expect(await ingest()).toEqual([]);
    expect(await rows('timezones')).toEqual([
      ['1', 'given', 'zones.csv', null],
      ['2', 'unreadable', 'zones.csv', null],
    ]);
  });
});
