import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CaseRun, runCase, weeksOf } from './run-case';

/** Up, down, unknown and business hours of a store that is open 09:00 to 17:00, polled through one day. */
const ONE_GOOD_DAY = [8, 0, 48, 56];
const POLLS = 'store_id,status,timestamp_utc\n';

describe('what lies beside the inputs', () => {
  it('16: hours and zones are read out of compressed files and workbooks', async () => {
    const { ingested, report } = await runCase('16-compressed-and-xlsx-dropped');
    expect(ingested.outcomes.map(({ name, state, rowsIn }) => [name, state, rowsIn])).toEqual([
      ['menu_hours.csv.gz', 'accepted', 7],
      ['menu_hours.xlsx#S', 'accepted', 7],
      ['polls.csv', 'accepted', 10],
      ['timezones.zip', 'accepted', 1],
    ]);
    expect(report.stores[0]?.timezone).toBe('Asia/Tokyo');
    expect(weeksOf(report)['841']?.[3]).toBe(56);
  });

  it.each(['16b-all-xlsx', '16c-gzip-named-csv', '16d-xlsx-named-csv'])('%s is read', async (name) => {
    const { ingested, report } = await runCase(name);
    expect(ingested.outcomes.every(({ state }) => state === 'accepted')).toBe(true);
    expect(ingested.passedOver).toEqual({});
    expect(Object.keys(weeksOf(report))).toEqual(['841']);
    expect(weeksOf(report)['841']?.[3]).toBe(56);
  });

  it('24: a report of Loopwatch in the folder changes nothing', async () => {
    const run = await CaseRun.open('24-earlier-report-beside-inputs');
    try {
      const ingested = await run.ingest();
      expect(ingested.passedOver).toEqual({ 'report.csv': false, 'report.json': false });
      const first = await run.report();
      expect(first.facts.warnings).toEqual([]);
      expect(weeksOf(first)).toEqual({ '841': ONE_GOOD_DAY });
      writeFileSync(path.join(run.folder, 'report.csv'), first.csv);
      writeFileSync(path.join(run.folder, 'report.json'), JSON.stringify(first.facts));
      expect((await run.ingest()).passedOver).toEqual(ingested.passedOver);
      expect(await run.report()).toEqual(first);
    } finally {
      await run.close();
    }
  });

  it('36: the same files under several names count once', async () => {
    const { report } = await runCase('36-same-file-two-names');
    expect(weeksOf(report)).toEqual({ '841': ONE_GOOD_DAY });
  });

  it('37: odd names are read; temporary files, links to nothing and pipes are named', async () => {
    const run = await CaseRun.open('37d-excel-lock-csv');
    const at = (name: string) => path.join(run.folder, name);
    try {
      renameSync(at('hours.csv'), at('hours\nnew line.csv'));
      renameSync(at('polls.csv'), at('polls 🍕 café.csv'));
      renameSync(at('zones.csv'), at('zones.CSV'));
      for (const [store, ending] of ['.part', '.crdownload', '.tmp', '~'].entries())
        writeFileSync(at(`polls.csv${ending}`), `${POLLS}99${store},active,2024-06-05 08:30:00\n`);
      for (const name of ['.DS_Store', '.hidden.csv', 'Thumbs.db', 'desktop.ini', 'README.txt'])
        writeFileSync(at(name), 'x');
      mkdirSync(at('2024-05'));
      symlinkSync(at('nowhere.csv'), at('gone.csv'));
      spawnSync('mkfifo', [at('pipe.csv')]);
      const ingested = await run.ingest();
      expect(ingested.outcomes.map(({ name }) => name)).toEqual([
        'hours\nnew line.csv',
        'polls 🍕 café.csv',
        'zones.CSV',
      ]);
      expect(ingested.passedOver).toEqual({
        'gone.csv': true,
        'pipe.csv': true,
        '2024-05': false,
        'polls.csv.crdownload': false,
        'polls.csv.part': false,
        'polls.csv.tmp': false,
        'polls.csv~': false,
        '~$hours.csv': false,
      });
      const report = await run.report();
      expect(weeksOf(report)).toEqual({ '841': ONE_GOOD_DAY });
      expect(report.facts.warnings).toEqual([
        'Passed over: gone.csv: it is a link to a file that is not there.',
        'Passed over: pipe.csv: it is a pipe, not a file.',
      ]);
    } finally {
      await run.close();
    }
  });

  it('37d: the lock of a spreadsheet program is named', async () => {
    const { ingested, report } = await runCase('37d-excel-lock-csv');
    expect(ingested.passedOver).toEqual({ '~$hours.csv': false });
    expect(report.facts.warnings).toEqual([]);
  });

  it('40: a file with most columns of the hours is rejected by name', async () => {
    const run = await CaseRun.open('40-holiday-special-hours');
    const { outcomes } = await run.ingest();
    await run.close();
    const rejected = outcomes.filter(({ state }) => state === 'rejected');
    expect(rejected.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^special_hours\.csv: the column day .* is missing in this file of hours/),
    ]);
  });

  it('53: a log-in page in place of the polls is named, and the other files count', async () => {
    const run = await CaseRun.open('53-html-login-page-as-csv');
    try {
      const ingested = await run.ingest();
      expect(ingested.outcomes.map(({ name, state }) => [name, state])).toEqual([
        ['hours.csv', 'accepted'],
        ['zones.csv', 'accepted'],
      ]);
      expect(ingested.passedOver).toEqual({ 'polls.csv': true });
      await expect(run.report()).rejects.toThrow(
        'No poll can be read, so there is nothing to report: polls.csv: it is a web page, not a CSV.',
      );
    } finally {
      await run.close();
    }
  });

  it('a clock that is years ahead holds nothing back', async () => {
    const run = await CaseRun.open('37d-excel-lock-csv');
    try {
      const ahead = new Date(Date.now() + 3 * 365 * 86_400_000);
      for (const name of ['hours.csv', 'polls.csv', 'zones.csv'])
        utimesSync(path.join(run.folder, name), ahead, ahead);
      await run.ingest();
      expect(weeksOf(await run.report())).toEqual({ '841': ONE_GOOD_DAY });
    } finally {
      await run.close();
    }
  });
});
