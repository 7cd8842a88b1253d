import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Method } from '../../src/contract/methods';
import type { StoreFigures } from '../../src/contract/report';
import type { WeekHeat } from '../../src/contract/week-heat';
import { fleetTotals } from '../../src/domain/report/fleet-totals';
import { type ReferenceQuestion, referenceFigures, weekOfPolls } from './reference';
import { type Ingested, ingest, report } from './run-pipeline';
import { type Scenario, type ScenarioStore, scenarios } from './scenario';

const MICROS_PER_MINUTE = 60_000_000;
const RUNS = { seed: 20_230_125, numRuns: 15 };
const STORES = 12;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopwatch-reference-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function pollFile({ stores }: Scenario, file: number): string {
  const lines = stores.flatMap(({ id, polls }) =>
    polls.filter((poll) => poll.file === file).map((poll, row) => pollLine(id, poll, row)),
  );
  return `${['store_id,status,timestamp_utc', ...lines].join('\n')}\n`;
}

function pollLine(id: string, { at, active }: { at: number; active: boolean }, row: number): string {
  const text = new Date(at * 60_000).toISOString().slice(0, 19);
  const written = [`${text.replace('T', ' ')} UTC`, `${text}Z`, `${text.replace('T', ' ')}.000000 UTC`];
  return `${id},${active ? 'active' : 'inactive'},${written[row % written.length]}`;
}

function hoursFile({ stores }: Scenario): string {
  const time = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 19);
  const lines = stores.flatMap(({ id, hours }) =>
    hours.map(({ day, start, endText }) => `${id},${day},${time(start)},${endText}`),
  );
  return `${['store_id,day,start_time_local,end_time_local', ...lines].join('\n')}\n`;
}

function timezonesFile({ stores }: Scenario): string {
  const lines = stores.flatMap(({ id, timezone }) => (timezone === null ? [] : [`${id},${timezone}`]));
  return `${['store_id,timezone_str', ...lines].join('\n')}\n`;
}

/** In the order of ingestion: file after file. */
function pollsOf(store: ScenarioStore): ScenarioStore['polls'] {
  return [...store.polls].sort((a, b) => a.file - b.file);
}

function expected({ stores }: Scenario, question: ReferenceQuestion): StoreFigures[] {
  return stores
    .filter(({ polls }) => polls.some(({ at }) => at <= question.asOf))
    .map((store) => {
      const polls = pollsOf(store);
      const windows = referenceFigures({ ...store, polls }, question);
      const [hour, day, week] = windows.map(({ up, down, unknown, business }) => ({
        upMicros: up * MICROS_PER_MINUTE,
        downMicros: down * MICROS_PER_MINUTE,
        unknownMicros: unknown === null ? null : unknown * MICROS_PER_MINUTE,
        businessMicros: business * MICROS_PER_MINUTE,
      }));
      if (!hour || !day || !week) throw new Error('three windows');
      const pollsLastWeek = weekOfPolls(polls, question.asOf).length;
      return { storeId: store.id, timezone: store.zone, pollsLastWeek, hour, day, week };
    });
}

function expectExactSums(figures: readonly StoreFigures[]): void {
  for (const { upMicros, downMicros, unknownMicros, businessMicros } of figures.flatMap((store) => [
    store.hour,
    store.day,
    store.week,
  ])) {
    expect(upMicros + downMicros + (unknownMicros ?? Number.NaN)).toBe(businessMicros);
  }
}

/** The sums of the heat map's hours equal the sums of the stores' weeks. */
function expectTheSameWeek(heat: WeekHeat | null, figures: readonly StoreFigures[], method: Method): void {
  if (heat === null || method === 'count') {
    expect([heat, method]).toEqual([null, 'count']);
    return;
  }
  const exact = (micros: readonly number[]) => micros.reduce((sum, each) => sum + BigInt(each), 0n);
  const { week } = fleetTotals(figures);
  expect(exact(heat.upMicros)).toBe(week.upMicros);
  expect(exact(heat.downMicros)).toBe(week.downMicros);
  expect(exact(heat.unknownMicros)).toBe(week.unknownMicros);
}

function expectNoRowLost({ stores }: Scenario, { files, accepted }: Ingested): void {
  const polls = files.filter(({ kind }) => kind === 'polls');
  const rows = stores.reduce((sum, store) => sum + store.polls.length, 0);
  expect(polls.reduce((sum, file) => sum + file.rowsIn, 0)).toBe(rows);
  polls.forEach((file, index) => {
    expect(file.quarantined).toBe(0);
    expect(file.rowsGood + file.duplicates).toBe(file.rowsIn);
    expect(accepted[index]).toBeLessThanOrEqual(file.rowsGood);
  });
}

it('the pipeline equals the reference to the microsecond, and loses no row', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(scenarios(STORES), async (scenario) => {
      const ingested = await ingest(folder, {
        polls: Array.from({ length: scenario.fileCount }, (_, file) => pollFile(scenario, file)),
        hours: [hoursFile(scenario)],
        timezones: [timezonesFile(scenario)],
      });
      expectNoRowLost(scenario, ingested);
      for (const question of scenario.questions) {
        const { figures, heat } = await report(ingested, {
          asOfMicros: question.asOf * MICROS_PER_MINUTE,
          method: question.method,
          holdSeconds: question.hold * 60,
        });
        expect(figures).toEqual(expected(scenario, question));
        if (question.method === 'interpolate') expectExactSums(figures);
        expectTheSameWeek(heat, figures, question.method);
        compared += figures.length;
      }
    }),
    RUNS,
  );
  expect(compared).toBeGreaterThan(RUNS.numRuns * STORES);
});
