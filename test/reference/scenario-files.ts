import type { StoreStates } from '../../src/contract/input-states';
import type { Method } from '../../src/contract/methods';
import {
  DEFAULT_TIMEZONE,
  type StoreFigures,
  type WeekHeat,
  type WindowFigures,
} from '../../src/contract/report';
import { fleetTotals } from '../../src/domain/report/fleet-totals';
import { type ReferenceFigures, type ReferenceQuestion, referenceFigures, weekOfPolls } from './reference';
import type { Scenario, ScenarioStore } from './scenario';

export const MICROS_PER_MINUTE = 60_000_000;

export function pollFile({ stores }: Scenario, file: number): string {
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

export function hoursFile({ stores }: Scenario): string {
  const time = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 19);
  const lines = stores.flatMap(({ id, hours }) =>
    hours.map(({ day, start, endText }) => `${id},${day},${time(start)},${endText}`),
  );
  return `${['store_id,day,start_time_local,end_time_local', ...lines].join('\n')}\n`;
}

export function timezonesFile({ stores }: Scenario): string {
  const lines = stores.flatMap(({ id, timezone }) => (timezone === null ? [] : [`${id},${timezone}`]));
  return `${['store_id,timezone_str', ...lines].join('\n')}\n`;
}

/** In the order of ingestion: file after file. */
export function pollsOf(store: ScenarioStore): ScenarioStore['polls'] {
  return [...store.polls].sort((a, b) => a.file - b.file);
}

export function expected(
  { stores }: Scenario,
  question: ReferenceQuestion,
  statesOf: (store: ScenarioStore) => StoreStates,
): StoreFigures[] {
  return stores
    .filter(({ polls }) => polls.some(({ at }) => at <= question.asOf))
    .map((store) => {
      const polls = pollsOf(store);
      const states = statesOf(store);
      const zone = states.timezones === 'default' ? DEFAULT_TIMEZONE : store.zone;
      const reference = {
        zone: states.timezones === 'unreadable' ? null : zone,
        hoursReadable: states.hours !== 'unreadable',
        hours: states.hours === 'default' ? [] : store.hours,
        polls,
      };
      const windows = referenceFigures(reference, question);
      const [hour = null, day = null, week = null] = (windows ?? []).map(inMicros);
      const pollsLastWeek = weekOfPolls(polls, question.asOf).length;
      return { storeId: store.id, timezone: reference.zone, states, pollsLastWeek, hour, day, week };
    });
}

function inMicros({ up, down, unknown, business }: ReferenceFigures): WindowFigures {
  return {
    upMicros: up * MICROS_PER_MINUTE,
    downMicros: down * MICROS_PER_MINUTE,
    unknownMicros: unknown === null ? null : unknown * MICROS_PER_MINUTE,
    businessMicros: business * MICROS_PER_MINUTE,
  };
}

/** The sums of the heat map's hours equal the sums of the weeks of the stores whose local time is known. */
export function expectTheSameWeek(
  heat: WeekHeat | null,
  figures: readonly StoreFigures[],
  method: Method,
): void {
  if (heat === null || method === 'count') {
    expect([heat, method]).toEqual([null, 'count']);
    return;
  }
  const exact = (micros: readonly number[]) => micros.reduce((sum, each) => sum + BigInt(each), 0n);
  const { week } = fleetTotals(figures.filter(({ timezone }) => timezone !== null));
  expect(exact(heat.upMicros)).toBe(week?.upMicros ?? 0n);
  expect(exact(heat.downMicros)).toBe(week?.downMicros ?? 0n);
  expect(exact(heat.unknownMicros)).toBe(week?.unknownMicros ?? 0n);
}
