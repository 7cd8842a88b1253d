import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CaseRun, runCase, weeksOf } from './run-case';

const CASES = join(__dirname, '../fixtures/cases');
const QUANTITIES = ['uptime', 'downtime', 'unknown', 'business'] as const;
/** By store: up, down, unknown and business seconds of the last hour, day and week. */
const expectedSchema = z.record(z.string(), z.array(z.array(z.number())));

/** The figures by another calculator: a program in Python with zoneinfo, written from docs/semantics.md alone. */
function expectedIn(name: string): z.output<typeof expectedSchema> {
  return expectedSchema.parse(JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')));
}

describe('the figures of another calculator', () => {
  it.each([
    '20a-dst-2023-03-26',
    '20d-dst-2022-09-11',
    '20e-apia-2011-12-30',
    '20f-lord-howe-spring',
    '23-takehome-storedash-real',
    '25-pandas-index-quote-all',
    '27-clock-set-back-over-100pct',
    '28-outage-across-midnights',
    '29-dead-a-day-then-one-good-poll',
    '31-tiny-outage-not-100',
    '33-polls-on-edges',
  ])('%s: equal to the microsecond', async (name) => {
    const { report } = await runCase(name);
    const actual = report.stores.map((store) => [
      store.store_id,
      ['hour', 'day', 'week'].map((window) =>
        QUANTITIES.map((quantity) => store[`${quantity}_last_${window}_seconds`]),
      ),
    ]);
    expect(Object.fromEntries(actual)).toEqual(expectedIn(name));
  });

  it('31: a microsecond of downtime is no faultless week', async () => {
    const { report } = await runCase('31-tiny-outage-not-100');
    expect(report.stores[0]).toMatchObject({ uptime_percent_last_week: 99.99 });
  });
});

describe('files of hours that follow each other', () => {
  it('34: the later file holds, and the report says so', async () => {
    const { report } = await runCase('34-old-and-new-hours-files');
    expect(weeksOf(report)).toMatchObject({ '841': [4, 0, 24, 28] });
    expect(report.facts.warnings.join(' ')).toContain(
      'menu_hours_2024-05.csv and menu_hours_2024-06.csv give different hours for store 841: menu_hours_2024-06.csv holds.',
    );
  });

  it('34c: the hours of a removed file are gone, as from a fresh state', async () => {
    const run = await CaseRun.open('34c-hours-replaced-by-new-name');
    try {
      await run.ingest();
      expect(weeksOf(await run.report())).toMatchObject({ '841': [8.5, 0, 82.5, 91] });
      run.put('step2');
      expect((await run.ingest()).message).toContain('menu_hours_2024-05.csv is no longer there');
      expect(weeksOf(await run.report())).toMatchObject({ '841': [4, 0, 24, 28] });
    } finally {
      await run.close();
    }
  });

  it('35: without the only file of hours the last good ones stay, and the report says so', async () => {
    const run = await CaseRun.open('35-files-removed-later');
    try {
      await run.ingest();
      const before = weeksOf(await run.report());
      run.put('step2');
      await run.ingest();
      const { facts, ...report } = await run.report();
      expect(weeksOf({ facts, ...report })).toEqual(before);
      expect(facts.warnings.join(' ')).toContain('hours.csv was removed');
    } finally {
      await run.close();
    }
  });
});

it('14: rows that are not UTF-8 are in quarantine, and the ingestion has problems', async () => {
  const run = await CaseRun.open('14-windows-1252');
  try {
    const { quarantine, message } = await run.ingest();
    expect(quarantine.filter((row) => row.startsWith('polls.csv')).length).toBe(10);
    expect(quarantine[0]).toMatch(/not UTF-8/);
    expect(message).toContain('Completed with problems');
  } finally {
    await run.close();
  }
});
