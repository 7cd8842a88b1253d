/** Makes sample/ from a folder that holds the three real files; sample/README.md says how to run it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawFailureRates } from '../src/domain/generate/failure-rates';
import { type PolledStore, pollLines } from '../src/domain/generate/poll-lines';
import { drawState, randomFromSeed, randomFromState } from '../src/domain/generate/random';
import { StatusTimeline } from '../src/domain/generate/status-timeline';
import { MICROS_PER_DAY, requireInstant } from '../src/domain/time/instants';

const SEED = 2023;
const END_MICROS = requireInstant('2023-01-25T00:00:00Z', 'end');
const START_MICROS = END_MICROS - 8 * MICROS_PER_DAY;
/** An hour before the last week. One store has no polls from then on. */
const SILENCE_MICROS = END_MICROS - 7 * MICROS_PER_DAY - MICROS_PER_DAY / 24;

interface RealStore {
  readonly storeId: string;
  readonly timezone: string | null;
  readonly hours: readonly { readonly day: string; readonly start: string; readonly end: string }[];
}

/** The number of stores of each kind, chosen in this order. A store is chosen once. */
const WANTED: readonly (readonly [count: number, isWanted: (store: RealStore) => boolean])[] = [
  [1, inZone('Asia/Beirut')],
  [1, (store) => store.timezone === 'Pacific/Honolulu'],
  [1, inZone('America/Edmonton')],
  [1, inZone('America/Boise')],
  [1, inZone('America/Denver')],
  [2, inZone('America/Phoenix')],
  [1, (store) => store.timezone === null && store.hours.length === 0],
  [3, (store) => store.timezone === null && store.hours.length > 0],
  [3, (store) => store.timezone !== null && store.hours.length === 0],
  [4, isRoundTheClock],
  [8, hasSplitDay],
  [6, isClosedOnSomeDay],
  [4, inZone('America/Chicago')],
  [4, inZone('America/Los_Angeles')],
  [10, inZone('America/New_York')],
];

/** @returns the content of each file by its name. */
export function sampleFiles(realDir: string): ReadonlyMap<string, string> {
  const read = (name: string) => readFileSync(join(realDir, name), 'utf8').trimEnd().split('\n');
  const hours = read('menu_hours.csv');
  const timezones = read('timezones.csv');
  const chosen = chooseStores(realStores(read('store_status.csv'), hours, timezones));
  const ids = new Set(chosen.map(({ storeId }) => storeId));
  const ofChosen = (line: string, index: number) => index === 0 || ids.has(columnOf(line, 0));
  return new Map([
    ['menu_hours.csv', text(hours.filter(ofChosen))],
    ['timezones.csv', text(timezones.filter(ofChosen))],
    ['store_status.csv', text(['store_id,status,timestamp_utc', ...samplePolls([...ids])])],
  ]);
}

function realStores(
  polls: readonly string[],
  hours: readonly string[],
  timezones: readonly string[],
): readonly RealStore[] {
  const zones = new Map(timezones.slice(1).map((line) => [columnOf(line, 0), columnOf(line, 1)]));
  const weeks = new Map<string, RealStore['hours']>();
  for (const line of hours.slice(1)) {
    const storeId = columnOf(line, 0);
    const row = { day: columnOf(line, 1), start: columnOf(line, 2), end: columnOf(line, 3) };
    weeks.set(storeId, [...(weeks.get(storeId) ?? []), row]);
  }
  const ids = new Set([...polls.slice(1).map((line) => columnOf(line, 0)), ...zones.keys(), ...weeks.keys()]);
  return [...ids].sort().map((storeId) => ({
    storeId,
    timezone: zones.get(storeId) ?? null,
    hours: weeks.get(storeId) ?? [],
  }));
}

function chooseStores(stores: readonly RealStore[]): readonly RealStore[] {
  const chosen = new Set<RealStore>();
  for (const [count, isWanted] of WANTED) {
    const fitting = stores.filter((store) => !chosen.has(store) && isWanted(store)).slice(0, count);
    if (fitting.length < count)
      throw new Error('the real files hold too few stores of a kind that is wanted');
    for (const store of fitting) chosen.add(store);
  }
  return [...chosen];
}

/** The last chosen store is an ordinary one and is polled on the first day only. */
function samplePolls(ids: readonly string[]): readonly string[] {
  const random = randomFromSeed(SEED);
  const stores: readonly PolledStore[] = ids.map((storeId) => {
    const own = randomFromState(drawState(random));
    return { storeId, timeline: new StatusTimeline(own, drawFailureRates(own), START_MICROS) };
  });
  return [
    ...pollLines(stores, { fromMicros: START_MICROS, toMicros: SILENCE_MICROS }, random),
    ...pollLines(stores.slice(0, -1), { fromMicros: SILENCE_MICROS, toMicros: END_MICROS }, random),
  ];
}

/** A store with hours, like an ordinary store of the zone. */
function inZone(zone: string): (store: RealStore) => boolean {
  return (store) => store.timezone === zone && store.hours.length > 0;
}

function openDays(store: RealStore): number {
  return new Set(store.hours.map(({ day }) => day)).size;
}

function isClosedOnSomeDay(store: RealStore): boolean {
  return store.hours.length > 0 && openDays(store) < 7;
}

function hasSplitDay(store: RealStore): boolean {
  return store.hours.length > openDays(store);
}

function isRoundTheClock(store: RealStore): boolean {
  const isWholeDay = store.hours.every(({ start, end }) => start === '00:00:00' && end.startsWith('23:59'));
  return openDays(store) === 7 && isWholeDay;
}

function columnOf(line: string, index: number): string {
  return line.split(',')[index] ?? '';
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

if (require.main === module) {
  const [realDir = 'test/fixtures/real', outDir = 'sample'] = process.argv.slice(2);
  for (const [name, content] of sampleFiles(realDir)) writeFileSync(join(outDir, name), content);
}
