import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { runCommand } from '../../support/command';
import { packWorkbook } from '../../support/pack-files';
import { tempFolder } from '../../support/temp-folder';

const REAL = path.resolve(__dirname, '../../fixtures/real');
const WINDOWS = ['last_hour(in minutes)', 'last_day(in hours)', 'last_week(in hours)'] as const;
const root = tempFolder();

const rowSchema = z.record(z.string(), z.string());
const reportSchema = z.object({ stores: z.array(z.record(z.string(), z.unknown())) });

function csvRows(file: string): Record<string, string>[] {
  return z.array(rowSchema).parse(parse(readFileSync(file), { columns: true }));
}

describe('loopwatch report on real data', () => {
  const out = path.join(root, 'out');
  const state = path.join(root, 'state');
  const command = ['report', '--data', REAL, '--out', out, '--state', state, '--extended'];

  it('writes a row for each polled store whose parts add up, and the same in JSON', async () => {
    const { code, stdout, stderr } = await runCommand(command);
    expect({ code, stderr: stderr.split('\n').slice(-6) }).toEqual({
      code: 0,
      stderr: [
        'report: localize (302 stores, 373 polls)',
        'report: filter (302 stores, 373 polls)',
        'report: aggregate (302 stores, 373 polls)',
        'report: render (302 stores, 373 polls)',
        'report: done (302 stores, 373 polls)',
        '',
      ],
    });
    expect(stdout).toMatch(/^stores +302$/m);
    expect(stdout).toMatch(/^polls in the week +373$/m);
    expect(stdout).toMatch(
      /^ingested +Ingested 3 files: 384 new polls, 0 duplicates, 0 rows in quarantine\.$/m,
    );
    expect(stdout).toMatch(/^quarantined rows +0$/m);
    expect(stdout).toMatch(/^coverage +\d+(\.\d+)? %$/m);
    expect(stdout).toMatch(/^seconds +\d+\.\d$/m);

    const polls = csvRows(path.join(REAL, 'store_status.csv'));
    const rows = csvRows(path.join(out, 'report.csv'));
    expect(rows.map((row) => row.store_id)).toEqual([...new Set(polls.map((poll) => poll.store_id))].sort());
    for (const row of rows) {
      for (const window of WINDOWS) {
        const [up, down, unknown, business] = ['uptime', 'downtime', 'unknown', 'business'].map((quantity) =>
          Number(row[`${quantity}_${window}`]),
        );
        // Each is rounded on its own.
        expect(Math.abs((up ?? 0) + (down ?? 0) + (unknown ?? 0) - (business ?? 0))).toBeLessThan(0.021);
        // Every real poll of 2023 is active.
        expect(down).toBe(0);
      }
    }
    const json = reportSchema.parse(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')));
    const shared = json.stores.map((store) =>
      Object.fromEntries(
        Object.keys(rows[0] ?? {}).map((name) => {
          const value = store[name];
          return [
            name,
            typeof value === 'number' && name !== 'polls_last_week' ? value.toFixed(2) : String(value),
          ];
        }),
      ),
    );
    expect(shared).toEqual(rows);
    expect(readFileSync(path.join(out, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('ingests nothing twice if its state was kept, and writes the same bytes', async () => {
    const before = readFileSync(path.join(out, 'report.csv'));
    const { code, stdout } = await runCommand(command);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ingested +Nothing to do: no file's content has changed \(3 looked at\)\.$/m);
    expect(readFileSync(path.join(out, 'report.csv')).equals(before)).toBe(true);
  });

  it('reports the requested stores, instant and method', async () => {
    const few = path.join(root, 'few');
    mkdirSync(few);
    writeFileSync(path.join(few, 'report.pdf'), 'of another report');
    const { code, stdout } = await runCommand([
      ...['report', '--data', REAL, '--out', few, '--state', state, '--formats', 'csv,json'],
      ...[
        '--stores',
        '2651685499613063745,none-such',
        '--as-of',
        '2023-01-25T13:04:00.152582Z',
        '--method',
        'count',
      ],
    ]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^never seen +none-such$/m),
    });
    expect(stdout).toMatch(/^as-of +2023-01-25T13:04:00\.152582Z$/m);
    expect(stdout).toMatch(/^method +count 2/m);
    expect(existsSync(path.join(few, 'report.pdf'))).toBe(false);
    expect(csvRows(path.join(few, 'report.csv')).map((row) => row.store_id)).toEqual(['2651685499613063745']);
  });
});

describe('a folder that holds more than the inputs', () => {
  it('is reported twice with its own reports in it, and names what it passes over', async () => {
    const folder = path.join(root, 'crowded');
    mkdirSync(folder);
    const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content);
    put('polls.csv.gz', gzipSync('store_id,status,timestamp_utc\n1,active,2023-01-22 12:00:00 UTC\n'));
    const hours = [
      ['store_id', 'day', 'start_time_local', 'end_time_local'],
      ['1', 6, 0.375, '17:00'],
    ];
    put('book.xlsx', packWorkbook([{ name: 'Hours', rows: hours }]));
    put('zones.csv', 'store_id,timezone_str\n1,UTC\n');
    put('customers.csv', 'id,name\n1,Ada\n');
    put('.DS_Store', 'x');
    const command = ['report', '--data', folder, '--out', folder, '--extended'];
    const first = await runCommand(command);
    expect({ code: first.code, stdout: first.stdout }).toMatchObject({ code: 0 });
    const csv = readFileSync(path.join(folder, 'report.csv'), 'utf8');
    expect(csv).toMatch(/^1,.*,1,UTC/m);
    const second = await runCommand(command);
    expect(second).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(folder, 'report.csv'), 'utf8')).toBe(csv);
    const told = second.stdout.match(/^(?:passed over|warning) +.*$/gm);
    const reason = 'its first line names no column of polls, menu hours or timezones.';
    expect(told?.map((line) => line.replace(/ {2,}/, ' '))).toEqual([
      `passed over customers.csv: ${reason}`,
      'passed over report.csv: it is a report of Loopwatch.',
      'passed over report.json: files that end in .json are not read.',
      'passed over report.pdf: files that end in .pdf are not read.',
      `warning Passed over: customers.csv: ${reason}`,
    ]);
  });
});

describe('an error message and an exit code', () => {
  const out = path.join(root, 'none');
  const folder = (name: string, files: Readonly<Record<string, string>>) => {
    const made = path.join(root, name);
    mkdirSync(made);
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(made, file), text);
    return made;
  };

  it.each([
    [
      'a missing folder',
      () => path.join(root, 'nowhere'),
      /^loopwatch: The source folder .*nowhere does not exist\. Name/,
    ],
    [
      'a folder without polls',
      () => folder('empty', {}),
      /^loopwatch: No report was made: No file of polls is in .*empty.*: it holds no file\. Put a file with/m,
    ],
    [
      'a file without a required column',
      () => folder('broken', { 'p.csv': 'store_id,status\n1,active\n' }),
      /p\.csv: the column timestamp_utc is missing in this file of polls/,
    ],
  ])('are given for %s', async (_name, source, words) => {
    const { code, stdout, stderr } = await runCommand(['report', '--data', source(), '--out', out]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('are given for an output folder that is a file', async () => {
    const { code, stderr } = await runCommand(['report', '--data', REAL, '--out', __filename]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `loopwatch: The folder ${__filename} cannot be created. Choose another with --out.\n`,
    });
  });

  it.each([
    [['report', '--data', REAL], 2, /--out/],
    [['report', '--data', REAL, '--out', out, '--hold', 'long'], 1, /--hold: must be a duration/],
    [
      ['report', '--data', REAL, '--out', out, '--as-of', '2023-02-30T00:00:00Z'],
      1,
      /--as-of: must be a UTC instant/,
    ],
    [['report', '--data', REAL, '--out', out, '--formats', 'xls'], 1, /--formats: /],
    [['reprot'], 2, /unknown command 'reprot'.*Did you mean report/s],
  ] as const)('are given for the arguments %j', async (args, exitCode, words) => {
    const { code, stderr } = await runCommand(args);
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('has help for every command', async () => {
    const { code, stdout } = await runCommand(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].flatMap((match) => match[1] ?? []);
    expect({ code, names }).toMatchObject({
      code: 0,
      names: expect.arrayContaining(['start', 'report', 'explain', 'doctor']),
    });
    for (const name of names) {
      const help = await runCommand([name, '--help']);
      expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining(`Usage: loopwatch`) });
    }
  });
});

describe('loopwatch report of rows that cannot be read', () => {
  const data = path.join(root, 'unread');
  const out = path.join(root, 'unread-out');

  it('names the first rows where there is no report, and the option that keeps them', async () => {
    mkdirSync(data);
    const rows = ['active', 'inactive'].map((status) => `8.41954E+18,${status},2023-01-23 09:00:00 UTC\n`);
    writeFileSync(path.join(data, 'data.csv'), `store_id,status,timestamp_utc\n${rows.join('')}`);
    const { code, stderr } = await runCommand(['report', '--data', data, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^quarantined rows +2$/m);
    expect(stderr).toContain('2 of data.csv: store_id was turned into a number by a spreadsheet');
    expect(stderr).toContain('data.csv, line 2: 8.41954E+18,active,2023-01-23 09:00:00 UTC');
    expect(stderr).toContain('--state FOLDER keeps them');
    expect(stderr).toContain('all 2 rows of data.csv in quarantine (store_id was turned into a number');
  });

  it('counts in the JSON and on the terminal what is in quarantine', async () => {
    const poll = '12,active,2023-01-23 09:00:00 UTC\n';
    writeFileSync(path.join(data, 'more.csv'), `store_id,status,timestamp_utc\n${poll}`);
    writeFileSync(
      path.join(data, 'hours.csv'),
      'store_id,day,start_time_local,end_time_local\n8.41954E+18,0,09:00,10:00\n',
    );
    const state = path.join(root, 'unread-state');
    const { code, stdout } = await runCommand(['report', '--data', data, '--out', out, '--state', state]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^quarantined rows +3$/m);
    expect(stdout).toContain(`all of them are in ${state}/blobs/quarantine`);
    expect(stdout).toContain('Completed with problems: ');
    const json = z
      .object({ report: z.object({ quarantined: z.record(z.string(), z.number()) }) })
      .parse(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')));
    expect(json.report.quarantined).toEqual({ polls: 2, hours: 1, timezones: 0 });
  });
});
