import type { DrawnWeek, ReportPins } from '../../contract/report';
import type { VersionPaths } from '../../contract/versioned-inputs';
import { businessTime } from '../../domain/explain/business-time';
import type { IntervalColumns, PollColumns } from '../../domain/numbers/columns';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { windowOf } from '../../domain/time/windows';
import { storeWeek } from '../../domain/uptime/store-week';
import { readIntervalColumns, readPollColumns } from '../columns-io';
import { readParquet } from '../parquet-io';
import { readStoreHours } from './store-hours';

export interface StoreWeeksRequest extends VersionPaths {
  /** In the order of the report's rows. */
  readonly storeIds: readonly string[];
  readonly intervalsPath: string;
  readonly pollsPath: string;
  readonly pins: ReportPins;
}

/** Reads what the PDF draws of each store's week. */
export function readStoreWeeks(request: StoreWeeksRequest): DrawnWeek[] {
  const window = windowOf('week', request.pins.asOfMicros);
  const intervals = readIntervalColumns(request.intervalsPath);
  const polls = readPollColumns(readParquet(request.pollsPath));
  return request.storeIds.map((storeId, store) => {
    const week = storeWeek({
      storeId,
      intervals: intervalsOf(intervals, store),
      polls: pollsOf(polls, store),
      window,
      method: request.pins.method,
      holdMicros: request.pins.holdSeconds * MICROS_PER_SECOND,
    });
    const storeHours = readStoreHours(storeId, request);
    const { clock } = businessTime(storeHours, window);
    return { ...week, clock, hoursFrom: storeHours.hoursFrom, zoneFrom: storeHours.zoneFrom };
  });
}

function rangeOf(stores: Uint32Array, store: number): [number, number] {
  const first = stores.indexOf(store);
  return first < 0 ? [0, 0] : [first, stores.lastIndexOf(store) + 1];
}

function intervalsOf(all: IntervalColumns, store: number): IntervalColumns {
  const range = rangeOf(all.store, store);
  return {
    store: all.store.slice(...range),
    openMicros: all.openMicros.slice(...range),
    closeMicros: all.closeMicros.slice(...range),
  };
}

function pollsOf(all: PollColumns, store: number): PollColumns {
  const range = rangeOf(all.store, store);
  return {
    store: all.store.slice(...range),
    atMicros: all.atMicros.slice(...range),
    active: all.active.slice(...range),
  };
}
