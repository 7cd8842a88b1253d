import fc from 'fast-check';
import type { StoreStates } from '../../src/contract/input-states';
import type { StoreFigures } from '../../src/contract/report';
import { tempFolder } from '../support/temp-folder';
import { type Ingested, ingest, report } from './run-pipeline';
import { type Scenario, type ScenarioStore, scenarios } from './scenario';
import {
  expected,
  expectTheSameWeek,
  hoursFile,
  MICROS_PER_MINUTE,
  pollFile,
  timezonesFile,
} from './scenario-files';

const RUNS = { seed: 20_230_125, numRuns: 15 };
const STORES = 12;

const folder = tempFolder();

/** What an ingestion makes of the scenario's files, in which every row but an unknown zone can be read. */
function statesAsIngested({ hours, timezone }: ScenarioStore): StoreStates {
  return {
    hours: hours.length === 0 ? 'default' : 'given',
    timezones: timezone === null ? 'default' : timezone === 'Mars/Olympus' ? 'unreadable' : 'given',
  };
}

function expectExactSums(figures: readonly StoreFigures[]): void {
  for (const { upMicros, downMicros, unknownMicros, businessMicros } of figures
    .flatMap((store) => [store.hour, store.day, store.week])
    .filter((window) => window !== null)) {
    expect(upMicros + downMicros + (unknownMicros ?? Number.NaN)).toBe(businessMicros);
  }
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
        expect(figures).toEqual(expected(scenario, question, statesAsIngested));
        if (question.method === 'interpolate') expectExactSums(figures);
        expectTheSameWeek(heat, figures, question.method);
        compared += figures.length;
      }
    }),
    RUNS,
  );
  expect(compared).toBeGreaterThan(RUNS.numRuns * STORES);
});
