import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SourceFile } from '../../src/contract/inputs';
import { FolderSource } from '../../src/sources/folder-source';
import { packWorkbook, packZip } from '../support/pack-files';
import { tempFolder } from '../support/temp-folder';

const POLLS = 'store_id,status,timestamp_utc\n';
const HOURS = 'store_id,dayOfWeek,start_time_local,end_time_local\n';
const ZONES = 'store_id,timezone_str\n';
const LINE = '1,active,2023-01-01 00:00:00 UTC\n';

describe('FolderSource', () => {
  const root = tempFolder();
  let folder: string;
  let source: FolderSource;
  let nowMillis: number;
  let waits: number[];
  /** What happens to the folder during a wait. */
  let meanwhile: () => void;
  let next = 0;

  beforeEach(() => {
    folder = path.join(root, String(next++));
    mkdirSync(folder);
    nowMillis = 0;
    waits = [];
    meanwhile = () => undefined;
    source = new FolderSource(folder, {
      time: {
        now: () => nowMillis,
        wait: async (millis) => {
          waits.push(millis);
          nowMillis += millis;
          meanwhile();
        },
      },
    });
  });

  const at = (name: string) => path.join(folder, name);
  const put = (name: string, content: string | Buffer) => writeFileSync(at(name), content);
  const list = async () => (await source.list()).files;
  const names = async () => (await list()).map(({ name }) => name);
  const passedOver = async () =>
    Object.fromEntries((await source.list()).passedOver.map(({ name, reason }) => [name, reason]));
  const only = async (): Promise<SourceFile> => (await list())[0] ?? fail();
  const fetched = async (file: SourceFile): Promise<string> => {
    const to = path.join(root, `copy-${next++}`);
    const options = {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      partialPath: path.join(root, 'part'),
    };
    await source.fetch(file, to, options);
    return readFileSync(to, 'utf8');
  };

  describe('what it lists', () => {
    it('files with the header of an input, under every name that may be one', async () => {
      put('b.csv', POLLS);
      put('a.CSV', `\uFEFF"Store ID";"Status";"Timestamp_UTC"\n`);
      put('hours.txt', HOURS);
      put('timezones', '"store_id","timezone_str"\n');
      put('utf16.csv', Buffer.from(`\uFEFF${POLLS}`, 'utf16le'));
      put('utf16-without-mark.csv', Buffer.from(POLLS, 'utf16le'));
      put('🍕 café\nnew line.csv', POLLS);
      expect(await names()).toEqual([
        'a.CSV',
        'b.csv',
        'hours.txt',
        'timezones',
        'utf16-without-mark.csv',
        'utf16.csv',
        '🍕 café\nnew line.csv',
      ]);
    });

    it('files that are meant as inputs, though they miss something: reading them says what', async () => {
      put('no-ids.csv', 'id,status,timestamp_utc\n');
      put('pipes.csv', 'store_id|status|timestamp_utc\n');
      put('title.csv', `Menu hours\nGenerated today\n,,,\n${HOURS}`);
      put('two-columns.csv', 'store_id,day\n');
      expect(await names()).toEqual(['no-ids.csv', 'pipes.csv', 'title.csv', 'two-columns.csv']);
    });

    it('compressed files by their content, and each sheet of a workbook that is an input', async () => {
      put('hours.csv.gz', gzipSync(HOURS));
      put('gzip-named.csv', gzipSync(POLLS));
      put('zones.zip', packZip({ 'zones.csv': ZONES }));
      const book = packWorkbook([
        { name: 'Polls', rows: [['store_id', 'status', 'timestamp_utc']] },
        { name: 'Notes', rows: [['What I think']] },
        { name: 'Blank', rows: [] },
        { name: 'Zones', rows: [null, ['store_id', 'timezone_str']] },
      ]);
      put('book.xlsx', book);
      put('book-named.csv', book);
      const { files, passedOver: others } = await source.list();
      expect(files.map(({ fileId, name, sheet }) => [fileId, name, sheet])).toEqual([
        ['book-named.csv#Polls', 'book-named.csv#Polls', 'Polls'],
        ['book-named.csv#Zones', 'book-named.csv#Zones', 'Zones'],
        ['book.xlsx#Polls', 'book.xlsx#Polls', 'Polls'],
        ['book.xlsx#Zones', 'book.xlsx#Zones', 'Zones'],
        ['gzip-named.csv', 'gzip-named.csv', undefined],
        ['hours.csv.gz', 'hours.csv.gz', undefined],
        ['zones.zip', 'zones.zip', undefined],
      ]);
      expect(others.map(({ name, mayBeInput }) => [name, mayBeInput])).toEqual([
        ['book-named.csv#Notes', false],
        ['book.xlsx#Notes', false],
      ]);
      const sheet = files.find(({ fileId }) => fileId === 'book.xlsx#Zones') ?? fail();
      const to = path.join(root, 'book');
      const signal = new AbortController().signal;
      await source.fetch(sheet, to, { signal, onProgress: () => undefined, partialPath: '' });
      expect(readFileSync(to).equals(book)).toBe(true);
    });

    it('a fingerprint that changes only when the content does', async () => {
      put('polls.csv', POLLS);
      const { fingerprint } = await only();
      expect((await only()).fingerprint).toBe(fingerprint);
      appendFileSync(at('polls.csv'), LINE);
      expect((await only()).fingerprint).not.toBe(fingerprint);
    });

    it('a file that may not be read, so that fetching it names it', async () => {
      // The tests may run as root, who may read everything: a child of another user lists the folder.
      put('hours.csv', HOURS);
      put('notes', 'anything');
      chmodSync(root, 0o755);
      for (const name of ['hours.csv', 'notes']) chmodSync(at(name), 0);
      expect(listAsNobody(folder)).toEqual({
        files: ['hours.csv'],
        passedOver: ['notes: it cannot be read (EACCES).'],
        fetch: expect.stringContaining('hours.csv cannot be read (EACCES'),
      });
    });
  });

  describe('what it passes over, by name', () => {
    it("Loopwatch's own files, the files of programs, and tables of something else", async () => {
      const report = [
        'store_id',
        ...['up', 'down'].flatMap((what) => [
          `${what}time_last_hour(in minutes)`,
          `${what}time_last_day(in hours)`,
          `${what}time_last_week(in hours)`,
        ]),
      ].join(',');
      put('report.csv', `${report}\n1,1.00,1.00,1.00,0.00,0.00,0.00\n`);
      put('extended.csv', `${report},coverage_last_week\n`);
      put('report.json', '{}');
      put('truth.csv', 'store_id,up_from,up_to\n');
      put('~$hours.csv', '\u0005Alice');
      put('polls.csv.part', POLLS);
      put('polls.csv.crdownload', POLLS);
      put('polls.csv.tmp', POLLS);
      put('polls.csv~', POLLS);
      put('customers.csv', 'id,name,status\n1,Ada,new\n');
      put('no-header.csv', LINE);
      put('special_hours.csv.not-usable', HOURS);
      mkdirSync(at('2024-05'));
      const unfinished = 'its name says that it is not complete: it is read under its final name.';
      expect(await passedOver()).toEqual({
        '2024-05': 'it is a folder: the files in it are not read.',
        'customers.csv': 'its first line names no column of polls, menu hours or timezones.',
        'extended.csv': 'it is a report of Loopwatch.',
        'no-header.csv': 'its first line names no column of polls, menu hours or timezones.',
        'polls.csv.crdownload': unfinished,
        'polls.csv.part': unfinished,
        'polls.csv.tmp': unfinished,
        'polls.csv~': unfinished,
        'report.csv': 'it is a report of Loopwatch.',
        'report.json': 'files that end in .json are not read.',
        'special_hours.csv.not-usable': 'files that end in .not-usable are not read.',
        'truth.csv': 'it is the true timeline of generated data.',
        '~$hours.csv': 'it is the lock of a spreadsheet program.',
      });
      expect(await names()).toEqual([]);
      const suspects = (await source.list()).passedOver.filter(({ mayBeInput }) => mayBeInput);
      expect(suspects.map(({ name }) => name)).toEqual(['customers.csv', 'no-header.csv']);
    });

    it('what lies in every folder, which only the doctor tells', async () => {
      for (const name of [
        '.DS_Store',
        '.hidden.csv',
        '.~lock.hours.csv#',
        'Thumbs.db',
        'desktop.ini',
        'README.md',
      ])
        put(name, POLLS);
      const { files, passedOver: usual } = await source.list();
      expect(files).toEqual([]);
      expect(usual).toHaveLength(6);
      expect(usual.every(({ isUsual, mayBeInput }) => isUsual && !mayBeInput)).toBe(true);
    });

    it('what cannot be opened as a table, with what to do', async () => {
      put('empty.csv', '');
      put('page.csv', '<!doctype html><html><body>Sign in, status; day</body></html>');
      put('binary.csv', Buffer.from([1, 2, 0, 0, 3, 0, 255, 254]));
      put('old.xls', 'x');
      put('old-named.csv', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
      put('table.ods', 'x');
      put('photos.zip', packZip({ 'a.jpg': 'x', 'b.jpg': 'x' }));
      put('notes.zip', packZip({ 'notes.txt': 'Dear all' }));
      put('none.xlsx', packWorkbook([{ name: 'Sheet1', rows: [['Dear all']] }]));
      const { passedOver: all } = await source.list();
      expect(all.every(({ mayBeInput }) => mayBeInput)).toBe(true);
      expect(await passedOver()).toEqual({
        'empty.csv': 'it is empty. Export it again, with its header.',
        'page.csv': expect.stringContaining('it is a web page, not a CSV. Perhaps a log-in page'),
        'binary.csv': 'it is not text. Export it as CSV (UTF-8).',
        'old.xls': 'files that end in .xls are not read. Save it as .xlsx or CSV.',
        'old-named.csv': expect.stringContaining('it is an old Excel file (.xls)'),
        'table.ods': 'files that end in .ods are not read. Save it as .xlsx or CSV.',
        'photos.zip':
          'it is an archive of 2 files (a.jpg, b.jpg). Unpack it: only an archive of one CSV is read.',
        'notes.zip': 'its first line names no column of polls, menu hours or timezones.',
        'none.xlsx':
          'its only sheet "Sheet1" is no input: its first line names no column of polls, menu hours or timezones.',
      });
    });

    it('links that lead nowhere, pipes, sockets and folders named as tables, without waiting for them', async () => {
      symlinkSync(at('nowhere'), at('gone.csv'));
      symlinkSync(at('loop.csv'), at('loop.csv'));
      spawnSync('mkfifo', [at('hours.csv')]);
      mkdirSync(at('zones.csv'));
      const server = await listenOn(at('s.csv'));
      try {
        expect(await passedOver()).toEqual({
          'gone.csv': 'it is a link to a file that is not there.',
          'loop.csv': 'it is a link that leads to itself.',
          'hours.csv': 'it is a pipe, not a file.',
          's.csv': 'it is a socket, not a file.',
          'zones.csv': 'it is a folder: the files in it are not read.',
        });
        expect((await source.list()).passedOver.every(({ mayBeInput }) => mayBeInput)).toBe(true);
      } finally {
        server.close();
      }
    });

    it('reads through a good link', async () => {
      writeFileSync(at('.elsewhere'), POLLS);
      symlinkSync(at('.elsewhere'), at('polls.csv'));
      expect(await fetched(await only())).toBe(POLLS);
    });

    it('a link out of the folder, which is not read either when it comes after the listing', async () => {
      const secret = path.join(root, 'secret.txt');
      writeFileSync(secret, POLLS);
      put('polls.csv', POLLS);
      const listed = await only();
      unlinkSync(at('polls.csv'));
      symlinkSync(secret, at('polls.csv'));
      expect(await passedOver()).toEqual({
        'polls.csv': 'it is a link out of the folder: put the file itself there.',
      });
      await expect(fetched(listed)).rejects.toMatchObject({
        code: 'SOURCE_UNREADABLE',
        message: expect.stringContaining('is a link out of the folder'),
      });
    });

    it.each(['../secret.txt', '..', '.', '/etc/passwd', 'sub/../../secret.txt', ''])(
      'what has the id %j, which no listing gives',
      async (fileId) => {
        writeFileSync(path.join(root, 'secret.txt'), POLLS);
        put('polls.csv', POLLS);
        const forged = { ...(await only()), fileId };
        await expect(fetched(forged)).rejects.toMatchObject({
          code: 'SOURCE_UNREADABLE',
          message: expect.stringContaining('is no file of'),
        });
      },
    );
  });

  describe('a file is read once it is still', () => {
    it('which two equal looks tell, whatever its clock says', async () => {
      put('polls.csv', `${POLLS}${LINE}`);
      const future = new Date(Date.now() + 5 * 365 * 86_400_000);
      utimesSync(at('polls.csv'), future, future);
      expect(await fetched(await only())).toBe(`${POLLS}${LINE}`);
      expect(waits).toEqual([]);
    });

    it('after a wait where the last line has no end, because more of it may come', async () => {
      put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00.12`);
      expect(await fetched(await only())).toBe(`${POLLS}1,active,2023-01-01 00:00:00.12`);
      expect(waits).toEqual([1_000]);
    });

    it('without a second wait where the listing was long ago', async () => {
      put('polls.csv', POLLS.trim());
      const file = await only();
      nowMillis += 700;
      await fetched(file);
      nowMillis += 5_000;
      await fetched(file);
      expect(waits).toEqual([300, 0]);
    });

    it('after a whole wait where it has changed since the listing', async () => {
      put('hours.csv', HOURS);
      const file = await only();
      nowMillis += 5_000;
      appendFileSync(at('hours.csv'), '1,0,09:00,17:00\n');
      expect(await fetched(file)).toBe(`${HOURS}1,0,09:00,17:00\n`);
      expect(waits).toEqual([1_000]);
    });

    it('the whole lines so far, of polls that grow while they are read', async () => {
      const whole = `${POLLS}${LINE}`;
      put('polls.csv', `${whole}1,active,2023-01-01 01:00`);
      meanwhile = () => appendFileSync(at('polls.csv'), ':00 UTC\n1,ina');
      const file = await only();
      expect(await fetched(file)).toBe(whole);
      meanwhile = () => undefined;
      const later = await only();
      expect(later.fingerprint).not.toBe(file.fingerprint);
      expect(await fetched(later)).toBe(readFileSync(at('polls.csv'), 'utf8'));
    });

    it('polls that grow between the looks by whole lines, without a wait', async () => {
      put('polls.csv', `${POLLS}${LINE}`);
      const file = await only();
      appendFileSync(at('polls.csv'), LINE);
      expect(await fetched(file)).toBe(`${POLLS}${LINE}${LINE}`);
      expect(waits).toEqual([]);
    });

    it.each<[string, (name: string) => void]>([
      ['hours that grow', () => appendFileSync(at('hours.csv'), '00\n')],
      ['polls that get shorter', () => truncateSync(at('polls.csv'), POLLS.length + 3)],
      [
        'polls that are written anew',
        () => put('polls.csv', `${POLLS}2,inactive,2023-01-01 00:00:00 UTC\n1,a`),
      ],
      [
        'polls that another file replaces',
        () => {
          put('new', `${POLLS}${LINE}${LINE}`);
          renameSync(at('new'), at('polls.csv'));
        },
      ],
    ])('but not %s meanwhile', async (what, change) => {
      const name = what.startsWith('hours') ? 'hours.csv' : 'polls.csv';
      put(name, name === 'hours.csv' ? `${HOURS}1,0,09:00,17:` : `${POLLS}${LINE}1,act`);
      meanwhile = () => change(name);
      await expect(fetched(await only())).rejects.toMatchObject({
        code: 'SOURCE_BUSY',
        message: `${name} is being written just now`,
        retryAfterMillis: 2_000,
      });
      meanwhile = () => undefined;
      expect(await fetched(await only())).toBe(readFileSync(at(name), 'utf8'));
    });
  });

  it('refuses a folder of more than 10,000 files, with their number', async () => {
    for (let n = 0; n <= 10_000; n++) put(`${n}.csv`, '');
    await expect(source.list()).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: `The folder ${folder} holds 10,001 files: at most 10,000 are listed`,
    });
  });

  it('names a missing folder and a missing file', async () => {
    const missing = new FolderSource(path.join(root, 'nowhere'));
    await expect(missing.list()).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('nowhere'),
    });
    const file = { sourceId: source.id, fileId: 'gone.csv', name: 'gone.csv', sizeBytes: 1, fingerprint: '' };
    await expect(fetched(file)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('gone.csv'),
    });
  });
});

function listAsNobody(folder: string): unknown {
  const support = path.join(__dirname, '../support');
  const program = path.join(support, 'processes/list-as-nobody.ts');
  const loader = path.join(support, 'run/load-typescript.js');
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', loader, program, folder], {
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

async function listenOn(socket: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return server;
}

function fail(): never {
  throw new Error('the folder lists no such file');
}
