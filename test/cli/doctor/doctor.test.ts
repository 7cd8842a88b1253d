import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { examine, exitCodeOf, formatSections, type Section } from '../../../src/cli/commands/doctor';
import { checkData, describeLog } from '../../../src/cli/doctor/check-data';
import {
  checkNativeModule,
  checkNode,
  checkPort,
  checkTimeZones,
  checkWritable,
  judgeDisk,
} from '../../../src/cli/doctor/check-machine';
import { checkSourceFolder } from '../../../src/cli/doctor/check-sources';
import { checkTemporal } from '../../../src/cli/doctor/check-temporal';
import { type Finding, formatFinding, ok, problem, warning } from '../../../src/cli/doctor/finding';
import { findTemporal, listSource, reachTemporal } from '../../../src/cli/doctor/reach';
import { recognise } from '../../../src/cli/doctor/recognise';
import { openPorts, placesIn } from '../../../src/cli/process/open-ports';
import {
  findService,
  noteService,
  SERVICE_NOTE,
  settingsBeside,
} from '../../../src/cli/process/service-note';
import { formatSettings, settingsInEffect } from '../../../src/cli/process/settings-in-effect';
import { loadSettings } from '../../../src/config/settings';
import type { FileOutcome } from '../../../src/contract/inputs';
import { requireInstant } from '../../../src/domain/time/instants';
import { NOTHING_DONE } from '../../../src/domain/wording/describe-maintenance';
import { FolderSource } from '../../../src/sources/folder-source';
import type { NewFileState } from '../../../src/storage/catalogue/file-catalogue';
import {
  type FolderLock,
  HOLDER_FILE,
  LOCK_FILE,
  lockDataFolder,
} from '../../../src/storage/data-folder-lock';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { ingestByHand } from '../../support/ingest-by-hand';
import { packWorkbook } from '../../support/pack-files';
import { openWorkerPorts } from '../../support/ports';
import { startPostgres } from '../../support/postgres';
import { tempFolder } from '../../support/temp-folder';

const POLLS = 'store_id,status,timestamp_utc\n';
const HOURS = 'store_id,day,start_time_local,end_time_local\n';
const ZONES = 'store_id,timezone_str\n';
const NOW = requireInstant('2023-01-25T12:30:00Z', 'now');
const tools = { recognise, reachTemporal, findTemporal, listSource };
const root = tempFolder();
let next = 0;

const REJECTED: NewFileState = {
  sourceId: 'folder:elsewhere',
  fileId: 'odd.csv',
  name: 'odd.csv',
  kind: null,
  fingerprint: '1',
  mark: null,
  rowsKey: null,
  state: 'rejected',
  message: 'odd.csv: a column is missing',
  quarantined: 0,
  reading: null,
  updatedMicros: NOW,
};
const REJECTION: FileOutcome = {
  ...{ sourceId: REJECTED.sourceId, fileId: REJECTED.fileId, name: REJECTED.name },
  ...{ state: 'rejected', kind: null, message: REJECTED.message, reasons: {}, quarantineKey: null },
  ...{ rowsIn: 0, accepted: 0, duplicates: 0, disagreements: 0, quarantined: 0 },
};

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = path.join(root, `folder-${next++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
    utimesSync(path.join(folder, name), 1e9, 1e9);
  }
  return folder;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}

async function freePort(): Promise<string> {
  const { server, port } = await listening();
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

async function environmentOf(more: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  return {
    LOOPWATCH_DATA: path.join(root, 'none-yet'),
    LOOPWATCH_CACHE: path.join(root, 'cache'),
    LOOPWATCH_PORT: await freePort(),
    LOOPWATCH_TEMPORAL_PORT: await freePort(),
    LOOPWATCH_TEMPORAL_UI_PORT: await freePort(),
    ...more,
  };
}

const states = (findings: readonly Finding[]) => findings.map(({ state }) => state);
const text = (findings: readonly Finding[]) => findings.map(formatFinding).join('\n');

describe('this machine', () => {
  it.each([
    ['20.20.0', 'ok'],
    ['20.19.9', 'problem'],
    ['18.99.0', 'problem'],
    ['22.1.0', 'ok'],
  ])('Node %s is %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });

  it('needs a time zone database', () => {
    expect(checkTimeZones('2025b', [])).toEqual(ok('Time zone database 2025b'));
    expect(checkTimeZones('2024a', ['America/Coyhaique'])).toEqual(
      warning(
        'Time zone database 2024a lacks America/Coyhaique of 2025b: stores there go to quarantine',
        'Install a newer Node.',
      ),
    );
    expect(checkTimeZones(undefined, []).state).toBe('problem');
  });

  it.each([
    [50e6, 'problem'],
    [500e6, 'warning'],
    [5e9, 'ok'],
  ])('%d free bytes are %s', (bytes, state) => {
    expect(judgeDisk(bytes).state).toBe(state);
  });

  it('loads native modules, and survives a module that ends its process', async () => {
    const load = "new (require('better-sqlite3'))(':memory:').close()";
    expect(await checkNativeModule('better-sqlite3', load)).toEqual(ok('Native module better-sqlite3 loads'));
    const missing = await checkNativeModule('no-such-module', "require('no-such-module')");
    expect(missing).toMatchObject({ state: 'problem', remedy: expect.stringContaining('npm ci') });
    expect(missing.what).toContain("Cannot find module 'no-such-module'");
    expect((await checkNativeModule('broken', 'process.abort()')).state).toBe('problem');
  });

  it('tells a free port from a port in use, and leaves it free', async () => {
    const { server, port } = await listening();
    expect(await checkPort('page', '127.0.0.1', port, 'Choose another.')).toEqual(
      problem(`Port ${port} of the page is in use`, 'Choose another.'),
    );
    await new Promise((resolve) => server.close(resolve));
    expect((await checkPort('page', '127.0.0.1', port, 'x')).state).toBe('ok');
    expect((await checkPort('page', '127.0.0.1', port, 'x')).state).toBe('ok');
    expect((await checkPort('page', '192.0.2.1', port, 'x')).what).toContain('cannot be used');
  });
});

describe('the data folder', () => {
  it('is written to and left unchanged', async () => {
    const folder = folderWith({});
    expect(await checkWritable(folder)).toEqual(ok(`Data folder ${folder} can be written`));
    expect(readdirSync(folder)).toEqual([]);
    const wanted = path.join(folder, 'a/b');
    expect(await checkWritable(wanted)).toEqual(
      ok(`Data folder ${wanted} does not exist yet and can be created`),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is a problem if it is a file', async () => {
    const folder = folderWith({ data: '' });
    expect((await checkWritable(path.join(folder, 'data'))).state).toBe('problem');
    expect((await checkWritable(path.join(folder, 'data/deeper'))).state).toBe('problem');
  });

  it('needs no catalogue yet, and none is created', async () => {
    const folder = folderWith({});
    expect(states(await checkData(placesIn(folder), NOW))).toEqual(['ok']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is described by versions, held versions, rejected files and the age of the newest poll', async () => {
    const sourceDir = folderWith({
      'polls.csv': `${POLLS}1,active,2023-01-25 12:00:00\n2,active,2023-01-23 10:00:00\n,active,x\n`,
      'hours.csv': `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n`,
    });
    const dataDir = folderWith({});
    const ports = await openWorkerPorts(dataDir, [new FolderSource(sourceDir)]);
    await ingestByHand(ports);
    writeFileSync(path.join(sourceDir, 'hours.csv'), `${HOURS}1,0,09:00,17:00\n`);
    await ingestByHand(ports);
    await ports.catalogue.files.save(REJECTED, 'ingestion', REJECTION, null);
    await ports.catalogue.close();
    const findings = await checkData(placesIn(dataDir), NOW);
    expect(text(findings)).toContain('Log version 1: 2 polls of 2 stores');
    expect(text(findings)).toContain('The newest poll is of 2023-01-25T12:00:00Z, less than an hour old');
    expect(text(findings)).toContain('Version 1 of the hours: 3 rows of 3 stores');
    expect(text(findings)).toMatch(
      /warning {2}Version 2 of the hours is held back because it has lost 2 of the 3/,
    );
    expect(text(findings)).toContain('"loopwatch accept hours"');
    expect(text(findings)).toContain('No version of the timezones is in use');
    expect(text(findings)).toContain('2 files ingested, 1 of their rows in quarantine');
    expect(text(findings)).toMatch(/warning {2}Rejected: odd.csv: a column is missing/);
    expect(states(findings)).not.toContain('problem');
    expect(text(await checkData(placesIn(dataDir), NOW + 86_400e6 * 3))).toMatch(
      /warning {2}The newest poll .* 3 days old/,
    );
  });

  it('is a problem if a stored file is missing or the catalogue is damaged', async () => {
    const dataDir = folderWith({});
    const sourceDir = folderWith({ 'polls.csv': `${POLLS}1,active,2023-01-25 12:00:00\n` });
    const ports = await openWorkerPorts(dataDir, [new FolderSource(sourceDir)]);
    await ingestByHand(ports);
    await ports.catalogue.close();
    expect(text(await checkData(placesIn(dataDir), NOW))).toContain(
      'All 2 stored files that the log, the inputs and reports need are present',
    );
    rmSync(path.join(dataDir, 'blobs/segments'), { recursive: true });
    const findings = await checkData(placesIn(dataDir), NOW);
    expect(findings).toContainEqual(
      expect.objectContaining({ state: 'problem', what: expect.stringContaining('segments/') }),
    );
    const damaged = folderWith({
      'catalogue.db': 'this is not a database, and it is long enough for SQLite to notice',
    });
    expect(await checkData(placesIn(damaged), NOW)).toMatchObject([
      {
        state: 'problem',
        what: expect.stringMatching(/^The file of the catalogue is damaged .*catalogue\.db$/),
      },
    ]);
  });

  it('is described by the last maintenance, with a warning if that is old or had a problem', async () => {
    const dataDir = folderWith({});
    const record = async (problems: readonly string[]) => {
      const { catalogue } = await openWorkerPorts(dataDir);
      const summary = { ...NOTHING_DONE, problems, message: 'Merged 24 segments into 1.' };
      await catalogue.retention.record({ id: 'm', trigger: 'cli', finishedMicros: NOW, summary });
      await catalogue.close();
    };
    await record([]);
    expect(text(await checkData(placesIn(dataDir), NOW))).toMatch(
      /ok {7}The last maintenance ended at .*, less than an hour old: Merged 24 segments into 1\./,
    );
    expect(text(await checkData(placesIn(dataDir), NOW + 86_400e6 * 3))).toMatch(
      /warning {2}The last maintenance ended/,
    );
    await record(['2023-01-22 could not be merged: the disk is on fire']);
    expect(text(await checkData(placesIn(dataDir), NOW))).toMatch(/warning {2}The last maintenance ended/);
  });

  it('is described in the same way with a catalogue in PostgreSQL, never with its password', async () => {
    const postgres = await startPostgres();
    try {
      const sourceDir = folderWith({ 'polls.csv': `${POLLS}1,active,2023-01-25 12:00:00\n` });
      const places = { ...placesIn(folderWith({})), catalogueUrl: await postgres.newDatabase() };
      const none = await checkData(places, NOW);
      expect(text(none)).toMatch(/^ok {7}No catalogue yet in postgres:\S+: the first ingestion/);
      const ports = await openWorkerPorts(places.dataDir, [new FolderSource(sourceDir)], undefined, places);
      await ingestByHand(ports);
      await ports.catalogue.close();
      const filled = await checkData(places, NOW);
      expect(filled[0]).toEqual(ok(`The catalogue ${ports.catalogue.location} can be read`));
      expect(text(filled)).toContain('Log version 1: 1 polls of 1 stores');
      expect(states(filled)).not.toContain('problem');
      await postgres.stop();
      const gone = await checkData(places, NOW);
      expect(gone).toMatchObject([{ state: 'problem', remedy: expect.stringContaining('PostgreSQL runs') }]);
      const { password } = new URL(places.catalogueUrl);
      for (const secret of [password, decodeURIComponent(password)])
        expect(text([...none, ...filled, ...gone])).not.toContain(secret);
    } finally {
      await postgres.stop();
    }
  });

  it('gets a warning if the log holds no polls', () => {
    expect(states(describeLog(null, NOW))).toEqual(['warning']);
  });
});

describe('the source folder', () => {
  it('is described by the kinds of its files', async () => {
    const folder = folderWith({
      'a.csv': `${POLLS}1,active,2023-01-25 12:00:00\n`,
      'b.csv': POLLS,
      'sheet.csv': Buffer.from(`\uFEFF${ZONES}1,UTC\n`, 'utf16le'),
      'broken.csv': 'store_id,status\n',
      'notes.md': 'mine',
      'old.xls': 'x',
      'README.md': 'ours',
      '.DS_Store': 'x',
      'zones.csv.gz': gzipSync(`${ZONES}1,UTC\n`),
      'book.xlsx': packWorkbook([
        { name: 'Polls', rows: [['store_id', 'status', 'timestamp_utc']] },
        { name: 'Notes', rows: [['mine']] },
      ]),
    });
    const findings = await checkSourceFolder(folder, recognise);
    expect(text(findings)).toContain(`Source folder ${folder}: 6 files to read`);
    expect(text(findings)).toContain('3 files of polls: a.csv, b.csv, book.xlsx#Polls');
    expect(text(findings)).toContain('2 files of timezones: sheet.csv, zones.csv.gz');
    expect(text(findings)).toMatch(/warning {2}No file of hours/);
    expect(text(findings)).toMatch(
      /problem {2}broken.csv cannot be used: the column timestamp_utc is missing/,
    );
    const passedOver = findings.filter(({ what }) => /Passed over|Ignored/.test(what));
    expect(passedOver).toEqual([
      ok('Passed over: book.xlsx#Notes: its first line names no column of polls, menu hours or timezones'),
      ok('Passed over: notes.md: files that end in .md are not read'),
      warning(
        'Passed over: old.xls: files that end in .xls are not read. Save it as .xlsx or CSV',
        'Correct it, or take it out of the source.',
      ),
      ok('Ignored, as in every folder: .DS_Store, README.md'),
    ]);
  });

  it('must exist', async () => {
    const findings = await checkSourceFolder(path.join(root, 'nowhere'), recognise);
    expect(findings).toMatchObject([{ state: 'problem', remedy: expect.stringContaining('--source') }]);
  });
});

describe('beside a running service', () => {
  const locks: FolderLock[] = [];
  afterEach(async () => {
    for (const lock of locks.splice(0)) await lock.release();
  });

  async function serviceOn(dataDir: string, environment: Readonly<Record<string, string>>) {
    locks.push(await lockDataFolder(dataDir));
    await noteService(loadSettings({}, { LOOPWATCH_DATA: dataDir, ...environment }));
    const service = await findService(dataDir);
    if (!service) throw new Error('no service');
    return { service, text: readFileSync(path.join(dataDir, SERVICE_NOTE), 'utf8') };
  }

  it('its own settings are checked: the source, the mail server, a misspelt variable', async () => {
    const [dataDir, folder, other] = [
      folderWith({}),
      folderWith({ 'a.csv': POLLS }),
      folderWith({ 'b.csv': POLLS }),
    ];
    const { service } = await serviceOn(dataDir, {
      LOOPWATCH_SOURCE: folder,
      LOOPWATCH_SMTP_URL: `smtp://ann:hunter2@127.0.0.1:${await freePort()}`,
      LOOPWATCH_PROT: '9000',
    });
    const environment = await environmentOf({ LOOPWATCH_DATA: dataDir });
    const check = async (more: Readonly<Record<string, string>> = {}) => {
      const settings = settingsBeside(loadSettings({}, { ...environment, ...more }), service);
      return formatSections(await examine(settings, service, tools, NOW), []);
    };
    const printed = await check();
    expect(printed).toContain(`those of the service that runs now (process ${process.pid}), unless set here`);
    expect(printed).toContain(`Source folder ${folder}: 1 file to read`);
    expect(printed).toMatch(/problem {2}LOOPWATCH_SMTP_URL is set without LOOPWATCH_MAIL_FROM/);
    expect(printed).toMatch(/problem {2}The mail server 127\.0\.0\.1:\d+ does not answer/);
    expect(printed).toContain('Did you mean LOOPWATCH_PORT?');
    expect(await check({ LOOPWATCH_SOURCE: other })).toContain(`Source folder ${other}: 1 file to read`);
  });

  it('its secrets are not noted, and those that are needed are named', async () => {
    const [dataDir, password] = [folderWith({}), 'hunter2'];
    const { service, text } = await serviceOn(dataDir, {
      LOOPWATCH_SMTP_URL: `smtp://ann:${password}@mail.example?secret=${password}`,
      LOOPWATCH_CATALOGUE: `postgres://ann:${password}@127.0.0.1:1/loopwatch`,
    });
    expect(text).not.toContain(password);
    expect(statSync(path.join(dataDir, SERVICE_NOTE)).mode & 0o077).toBe(0);
    const settings = settingsBeside(
      loadSettings({}, await environmentOf({ LOOPWATCH_DATA: dataDir })),
      service,
    );
    expect(settings.values.LOOPWATCH_SMTP_URL).toBe('smtp://mail.example');
    const printed = formatSections(await examine(settings, service, tools, NOW), []);
    expect(printed).toMatch(/warning {2}The service has secrets that it does not note: LOOPWATCH_CATALOGUE/);
  });

  it('flags and variables of the command win', async () => {
    const { service } = await serviceOn(folderWith({}), {
      LOOPWATCH_PORT: '9000',
      LOOPWATCH_HOST: '127.0.0.2',
    });
    const own = loadSettings({ LOOPWATCH_PORT: '9001' }, { LOOPWATCH_PORT: '9002' });
    expect(settingsBeside(own, service)).toMatchObject({ port: 9001, host: '127.0.0.2' });
    expect(settingsBeside(loadSettings({}, {}), service).port).toBe(9000);
  });

  it('is none once it has stopped or was killed, whoever has its process id now', async () => {
    const dataDir = folderWith({});
    const settings = loadSettings({}, { LOOPWATCH_DATA: dataDir });
    const remove = await noteService(settings);
    writeFileSync(path.join(dataDir, HOLDER_FILE), String(process.pid));
    expect(await findService(dataDir)).toBeNull();
    await serviceOn(dataDir, {});
    await remove();
    expect(await findService(dataDir)).toBeNull();
  });
});

describe('the catalogue', () => {
  async function newCatalogue() {
    const dataDir = folderWith({});
    const { catalogue } = await openPorts(placesIn(dataDir));
    return { dataDir, catalogue, file: catalogue.location };
  }

  it('is looked at while another process writes to it, and while it is locked for writing', async () => {
    const { dataDir, catalogue, file } = await newCatalogue();
    const writer = new Database(file);
    writer.exec("begin immediate; insert into removed_reports values ('a', 1)");
    expect(text(await checkData(placesIn(dataDir), NOW))).toContain(`SQLite finds no damage in ${file}`);
    writer.exec('commit');
    writer.close();
    expect(await catalogue.reports.wasRemoved('a')).toBe(true);
    await catalogue.close();
  });

  it('is not upgraded, and one of an earlier release is told as such', async () => {
    const { dataDir, catalogue, file } = await newCatalogue();
    await catalogue.close();
    const last = '(select max(name) from kysely_migration)';
    const tables = ['asked_reports', 'standing_reports', 'standing_adoptions'];
    new Database(file)
      .exec(`delete from kysely_migration where name = ${last}`)
      .exec(tables.map((table) => `drop table ${table};`).join(''))
      .close();
    const before = readFileSync(file);
    const settings = loadSettings({}, await environmentOf({ LOOPWATCH_DATA: dataDir }));
    const sections = formatSections(await examine(settings, null, tools, NOW), []);
    expect(sections).toMatch(/warning {2}The catalogue sqlite:\S+ is one of an earlier release/);
    expect(readFileSync(file).equals(before)).toBe(true);
    await (await openCatalogue(`sqlite:${file}`)).close();
    expect(text(await checkData(placesIn(dataDir), NOW))).toContain('SQLite finds no damage');
  });

  it('with an index that has lost rows is damaged, in words and with what to do', async () => {
    const { dataDir, catalogue, file } = await newCatalogue();
    await catalogue.close();
    const database = new Database(file);
    database.exec("insert into removed_reports values ('a', 1), ('b', 2)");
    // Every query still works: only the check of integrity sees it.
    database.exec('create index later on removed_reports (removed_at)');
    database.unsafeMode();
    database.pragma('writable_schema = 1');
    database.exec(
      "update sqlite_master set sql = 'create index later on removed_reports (id)' where name = 'later'",
    );
    database.close();
    expect(await checkData(placesIn(dataDir), NOW)).toMatchObject([
      {
        state: 'problem',
        what: expect.stringMatching(/^The file of the catalogue \S+ is damaged: .*index later/),
        remedy: expect.stringMatching(
          /restore the catalogue and the blobs from one backup: .* Keep the damaged file/,
        ),
      },
    ]);
  });
});

describe('Temporal', () => {
  it('is a problem if nothing at its address answers as Temporal', async () => {
    const { port } = await listening();
    const settings = loadSettings({}, await environmentOf({ TEMPORAL_ADDRESS: `127.0.0.1:${port}` }));
    const findings = await checkTemporal(settings, tools);
    expect(findings[0]).toMatchObject({
      state: 'problem',
      what: `No Temporal server answers at 127.0.0.1:${port}`,
      remedy: expect.stringContaining('TEMPORAL_ADDRESS'),
    });
    expect(findings).toHaveLength(2);
  });

  it('would be downloaded, or would be the server on the PATH', async () => {
    const empty = loadSettings({}, await environmentOf({ PATH: folderWith({}) }));
    expect((await checkTemporal(empty, tools))[0]).toMatchObject({
      state: 'warning',
      what: expect.stringContaining('would download one'),
    });
    const bin = folderWith({ temporal: '#!/bin/sh\necho temporal version 1\n' });
    chmodSync(path.join(bin, 'temporal'), 0o755);
    const onPath = loadSettings({}, await environmentOf({ PATH: bin }));
    expect((await checkTemporal(onPath, tools))[0]).toEqual(
      ok(
        `Temporal server: ${path.join(bin, 'temporal')}, found on the PATH, not the tested release, would be used`,
      ),
    );
  });

  it('has its ports checked if a server would be started', async () => {
    const { port } = await listening();
    const ports = { LOOPWATCH_TEMPORAL_PORT: String(port) };
    const findings = await checkTemporal(loadSettings({}, await environmentOf(ports)), tools);
    expect(text(findings)).toContain(`Port ${port} of the Temporal server is in use`);
    expect(text(findings)).toContain('LOOPWATCH_TEMPORAL_PORT');
  });

  it('may have its ports in use while Loopwatch runs on the data folder', async () => {
    const dataDir = folderWith({});
    const lock = await lockDataFolder(dataDir);
    const { port } = await listening();
    const taken = { LOOPWATCH_DATA: dataDir, LOOPWATCH_PORT: String(port), TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const findings = await checkTemporal(loadSettings({}, await environmentOf(taken)), tools);
    expect(findings[0]?.what).toContain('is running');
    expect(text(findings)).not.toContain(`Port ${port}`);
    expect(readdirSync(dataDir).sort()).toEqual([LOCK_FILE, HOLDER_FILE]);
    await lock.release();
    const after = await checkTemporal(loadSettings({}, await environmentOf(taken)), tools);
    expect(text(after)).toContain(`Port ${port} of the page and the API is in use`);
  });
});

describe('the settings in effect', () => {
  it('are listed with their origin and without secrets', () => {
    const environment = {
      LOOPWATCH_PORT: '9000',
      LOOPWATCH_TEMPORAL_PORT: 'seven',
      LOOPWATCH_LOG_LEVEL: 'debug',
      LOOPWATCH_MAIL_FROM: 'reports@uptime.example',
      LOOPWATCH_SMTP_URL: 'smtp://ann:hunter2@mail.example',
      SOME_SECRET: 'hunter2',
    };
    const flags = { LOOPWATCH_PORT: '9001', LOOPWATCH_TEMPORAL_PORT: '7000' };
    const settings = settingsInEffect(loadSettings(flags, environment));
    const of = (name: string) => settings.find((setting) => setting.name === name);
    expect(of('LOOPWATCH_PORT')).toMatchObject({ value: '9001', from: 'command line' });
    expect(of('LOOPWATCH_TEMPORAL_PORT')).toMatchObject({ value: '7000', from: 'command line' });
    expect(of('LOOPWATCH_LOG_LEVEL')).toMatchObject({ value: 'debug', from: 'environment' });
    expect(of('LOOPWATCH_MAIL_FROM')).toMatchObject({ from: 'environment' });
    expect(of('LOOPWATCH_PUBLIC_URL')).toMatchObject({ value: '(not set)', from: 'default' });
    expect(of('TEMPORAL_ADDRESS')).toMatchObject({ value: '(not set)', from: 'default' });
    expect(formatSettings(settings).join('\n')).not.toContain('hunter2');
  });
});

describe('the check list', () => {
  const listed = (findings: Finding[]): Section[] => [{ title: 'This machine', findings }];

  it('ends with 0 unless there is a problem', () => {
    expect(exitCodeOf(listed([ok('a'), warning('b', 'c')]))).toBe(0);
    expect(exitCodeOf(listed([ok('a'), problem('b', 'c')]))).toBe(1);
  });

  it('has a line for each finding, with the remedy below it', () => {
    expect(formatSections(listed([ok('a'), problem('b', 'Do c.')]), [])).toBe(
      'This machine\nok       a\nproblem  b\n         Remedy: Do c.\n\nSettings in effect\n\n1 problem, 0 warnings.\n',
    );
  });

  it('covers machine, Temporal, data and source of the sample', async () => {
    const environment = await environmentOf({});
    const sections = await examine(loadSettings({}, environment), null, tools, NOW);
    expect(sections.map(({ title }) => title)).toEqual([
      'This machine',
      'Settings',
      'Temporal and ports',
      'Data folder',
      'Sources',
    ]);
    const printed = formatSections(sections, []);
    for (const module of ['better-sqlite3', 'nodejs-polars', '@temporalio/core-bridge']) {
      expect(printed).toContain(`Native module ${module} loads`);
    }
    expect(printed).toContain('1 file of polls: store_status.csv');
    expect(exitCodeOf(sections)).toBe(0);
  });
});
