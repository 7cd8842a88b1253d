import { uniformBigInt } from 'pure-rand/distribution/uniformBigInt';
import type { Span } from '../../contract/report';
import { drawFailureRates } from './failure-rates';
import { pollLines } from './poll-lines';
import {
  chance,
  drawState,
  pick,
  type Random,
  type RandomState,
  randomFromSeed,
  randomFromState,
  type Weighted,
} from './random';
import { StatusTimeline, upStretches } from './status-timeline';
import { timestampText } from './timestamp-text';
import { drawWeekHours, type HoursRow } from './week-hours';

const WITHOUT_TIMEZONE_SHARE = 0.017;
/** A store without one input mostly lacks the other too; 6 % of all stores have no hours. */
const WITHOUT_HOURS_SHARE = { withTimezone: 0.0455, withoutTimezone: 0.9 };

/** The true status, beside the inputs; its header differs from that of every input. */
export const TRUTH_FILE = { name: 'truth.csv', header: 'store_id,up_from,up_to' } as const;

/** A CSV file. Its lines, without the header and without newlines, are made as they are read. */
export interface GeneratedFile {
  readonly name: string;
  readonly header: string;
  lines(): Iterable<string>;
}

export interface DataSetOptions {
  readonly stores: number;
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly span: Span;
}

/**
 * The three inputs and the truth behind them. They depend on the options only. Memory grows with the number of stores,
 * not of polls.
 */
export function dataSetFiles({ stores, seed, span }: DataSetOptions): readonly GeneratedFile[] {
  const random = randomFromSeed(seed);
  const pollState = drawState(random);
  const seeds = drawStoreSeeds(random, stores);
  return [
    { ...TRUTH_FILE, lines: () => truthLines(seeds, span) },
    {
      name: 'timezones.csv',
      header: 'store_id,timezone_str',
      lines: () => timezoneLines(seeds),
    },
    {
      name: 'menu_hours.csv',
      header: 'store_id,day,start_time_local,end_time_local',
      lines: () => hoursLines(seeds),
    },
    {
      name: 'store_status.csv',
      header: 'store_id,status,timestamp_utc',
      lines: () => pollLines(polledStores(seeds, span), span, randomFromState(pollState)),
    },
  ];
}

function* truthLines(seeds: readonly StoreSeed[], span: Span): Generator<string> {
  for (const seed of seeds) {
    for (const up of upStretches(timelineOf(seed, span), span)) {
      yield `${seed.storeId},${timestampText(up.fromMicros)},${timestampText(up.toMicros)}`;
    }
  }
}

function* timezoneLines(seeds: readonly StoreSeed[]): Generator<string> {
  for (const seed of seeds) {
    const { timezone } = inputsOf(seed);
    if (timezone !== null) yield `${seed.storeId},${timezone}`;
  }
}

function* hoursLines(seeds: readonly StoreSeed[]): Generator<string> {
  for (const seed of seeds) {
    for (const { day, start, end } of inputsOf(seed).hours) yield `${seed.storeId},${day},${start},${end}`;
  }
}

function inputsOf(seed: StoreSeed): {
  readonly timezone: string | null;
  readonly hours: readonly HoursRow[];
} {
  const random = randomFromState(seed.inputs);
  const timezone = chance(random, WITHOUT_TIMEZONE_SHARE) ? null : pick(random, ZONE_WEIGHTS);
  const withoutHours = WITHOUT_HOURS_SHARE[timezone === null ? 'withoutTimezone' : 'withTimezone'];
  const hours = chance(random, withoutHours) ? [] : drawWeekHours(random);
  return { timezone, hours };
}

function polledStores(seeds: readonly StoreSeed[], span: Span) {
  return seeds.map((seed) => ({ storeId: seed.storeId, timeline: timelineOf(seed, span) }));
}

function timelineOf(seed: StoreSeed, span: Span): StatusTimeline {
  const random = randomFromState(seed.status);
  return new StatusTimeline(random, drawFailureRates(random), span.fromMicros);
}

/** A store's id, and the random streams of its inputs and its status. */
interface StoreSeed {
  readonly storeId: string;
  readonly inputs: RandomState;
  readonly status: RandomState;
}

const LARGEST_ID = 2n ** 63n - 1n;

/** A unique id: a positive 64-bit integer as text, nearly always above 2^53. */
function drawStoreSeeds(random: Random, count: number): readonly StoreSeed[] {
  const ids = randomFromState(drawState(random));
  const taken = new Set<string>();
  const seeds: StoreSeed[] = [];
  while (seeds.length < count) {
    const storeId = uniformBigInt(ids, 1n, LARGEST_ID).toString();
    if (taken.has(storeId)) continue;
    taken.add(storeId);
    seeds.push({ storeId, inputs: drawState(random), status: drawState(random) });
  }
  return seeds;
}

/**
 * Stores per zone. The first eleven are counts of the public 2023 data. The other zones are rare in it: their clocks
 * change at midnight, by half an hour, or in the other half of the year.
 */
const ZONE_WEIGHTS: Weighted<string> = [
  ['America/New_York', 8_191],
  ['America/Los_Angeles', 3_224],
  ['America/Chicago', 1_517],
  ['America/Phoenix', 418],
  ['America/Denver', 127],
  ['America/Detroit', 62],
  ['America/Indiana/Indianapolis', 15],
  ['America/Edmonton', 2],
  ['America/Boise', 1],
  ['Pacific/Honolulu', 1],
  ['Asia/Beirut', 5],
  ['America/Havana', 5],
  ['America/Santiago', 5],
  ['America/St_Johns', 5],
  ['Australia/Lord_Howe', 5],
  ['Europe/London', 5],
];
