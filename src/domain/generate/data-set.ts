import type { Span } from '../../contract/report';
import { drawFailureRates } from './failure-rates';
import { pollLines } from './poll-lines';
import { chance, drawState, pick, randomFromSeed, randomFromState } from './random';
import { StatusTimeline, upStretches } from './status-timeline';
import { drawStoreSeeds, type StoreSeed } from './store-seed';
import { timestampText } from './timestamp-text';
import { drawWeekHours, type HoursRow } from './week-hours';
import { ZONE_WEIGHTS } from './zone-weights';

const WITHOUT_TIMEZONE_SHARE = 0.017;
/** A store that misses one input mostly misses the other too; 6 % of all stores are without hours. */
const WITHOUT_HOURS_SHARE = { withTimezone: 0.0455, withoutTimezone: 0.9 };

/** The true status beside the inputs; its header tells it from every input. */
export const TRUTH_FILE = { name: 'truth.csv', header: 'store_id,up_from,up_to' } as const;

/** A CSV file whose lines, the header not among them, are made as they are read; they end without a newline. */
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
 * The three inputs and the truth behind them, a function of the options alone. Memory grows with the stores only,
 * not with the polls.
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
