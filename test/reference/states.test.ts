import fc from 'fast-check';
import type { InputState, StoreStates } from '../../src/contract/input-states';
import { tempFolder } from '../support/temp-folder';
import { ingest, report } from './run-pipeline';
import { type Scenario, type ScenarioStore, scenarios } from './scenario';
import {
  expected,
  expectTheSameWeek,
  hoursFile,
  MICROS_PER_MINUTE,
  pollFile,
  timezonesFile,
} from './scenario-files';

const RUNS = { seed: 20_230_125, numRuns: 5, endOnFailure: true };
const STORES = 8;
const folder = tempFolder();

/** What the files have of a store now: all its rows, one that cannot be read among them, or none. */
const now = fc.constantFrom('whole', 'broken', 'gone');
/** Of each store: its hours and its zone, and whether the files had both before. */
const fault = fc.record({ hours: now, timezones: now, hadBefore: fc.boolean() });
const faults = fc.record({
  stores: fc.array(fault, { minLength: STORES, maxLength: STORES }),
  /** A row of each file whose store id is an error of a spreadsheet. */
  ofUnknownStores: fc.boolean(),
});
type Faults = typeof faults extends fc.Arbitrary<infer T> ? T : never;
type Now = Faults['stores'][number]['hours'];

/** Breaks a cell of the row: the day, or the name of the zone. */
const broken = (row: string) => row.replace(/,[^,]+/, ',?');

/** The rows of each store in a file, without the header. */
function rowsOf(file: string, id: string): string[] {
  return file.split('\n').filter((row) => row.startsWith(`${id},`));
}

function faultyFile(file: string, { stores }: Scenario, kind: 'hours' | 'timezones', faulty: Faults): string {
  const [header = ''] = file.split('\n');
  const rows = stores.flatMap(({ id }, index) => {
    const own = rowsOf(file, id);
    const state: Now = faulty.stores[index]?.[kind] ?? 'gone';
    if (state === 'gone') return [];
    return state === 'broken' ? own.map((row, at) => (at === own.length - 1 ? broken(row) : row)) : own;
  });
  const unknown = kind === 'hours' ? '#N/A,1,09:00,17:00' : '#N/A,UTC';
  return `${[header, ...rows, ...(faulty.ofUnknownStores ? [unknown] : [])].join('\n')}\n`;
}

function fileBefore(file: string, { stores }: Scenario, faulty: Faults): string {
  const [header = ''] = file.split('\n');
  const rows = stores.flatMap(({ id }, index) => (faulty.stores[index]?.hadBefore ? rowsOf(file, id) : []));
  return `${[header, ...rows].join('\n')}\n`;
}

/** By docs/semantics.md. */
function stateOf(hasRows: boolean, fault: Now, hadBefore: boolean, ofUnknownStores: boolean): InputState {
  if (!hasRows) return ofUnknownStores ? 'unreadable' : 'default';
  if (fault === 'whole') return 'given';
  if (hadBefore) return 'kept';
  return fault === 'broken' || ofUnknownStores ? 'unreadable' : 'default';
}

it('no store has a figure that the readable rows do not support, and each is named by its state', async () => {
  const seen: Record<InputState, number> = { given: 0, kept: 0, default: 0, unreadable: 0 };
  let blank = 0;
  await fc.assert(
    fc.asyncProperty(scenarios(STORES), faults, async (generated, faulty) => {
      // An unknown zone is a fault of its own, which another test has.
      const stores = generated.stores.map((store) =>
        store.timezone === 'Mars/Olympus' ? { ...store, timezone: store.zone } : store,
      );
      const scenario = { ...generated, stores };
      const [hours, zones] = [hoursFile(scenario), timezonesFile(scenario)];
      const ingested = await ingest(folder, {
        polls: Array.from({ length: scenario.fileCount }, (_, file) => pollFile(scenario, file)),
        hours: [faultyFile(hours, scenario, 'hours', faulty)],
        timezones: [faultyFile(zones, scenario, 'timezones', faulty)],
        before: {
          hours: fileBefore(hours, scenario, faulty),
          timezones: fileBefore(zones, scenario, faulty),
        },
      });
      const statesOf = (store: ScenarioStore): StoreStates => {
        const fault = faulty.stores[stores.findIndex(({ id }) => id === store.id)];
        const [hoursNow = 'gone', zoneNow = 'gone'] = [fault?.hours, fault?.timezones];
        const of = (hasRows: boolean, each: Now) =>
          stateOf(hasRows, each, fault?.hadBefore ?? false, faulty.ofUnknownStores);
        return {
          hours: of(store.hours.length > 0, hoursNow),
          timezones: of(store.timezone !== null, zoneNow),
        };
      };
      for (const question of scenario.questions) {
        const { figures, heat } = await report(ingested, {
          asOfMicros: question.asOf * MICROS_PER_MINUTE,
          method: question.method,
          holdSeconds: question.hold * 60,
        });
        expect(figures).toEqual(expected(scenario, question, statesOf));
        expectTheSameWeek(heat, figures, question.method);
        for (const { states, week } of figures) {
          if (states) seen[states.hours]++;
          if (week === null) blank++;
        }
      }
    }),
    RUNS,
  );
  expect(Math.min(...Object.values(seen), blank)).toBeGreaterThan(0);
});
