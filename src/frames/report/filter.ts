import pl from 'nodejs-polars';
import { assignPolls, OUTSIDE_HOURS } from '../../domain/uptime/assign-polls';
import { indexColumn, readIntervalColumns, readPollColumns } from '../columns-io';
import { readParquet } from '../parquet-io';
import { readBlank } from './read-versions';

export interface FilterInputs {
  readonly pollsPath: string;
  readonly intervalsPath: string;
  /** `blank` of each store; null: an older version localized the stores, and knew no such stores. */
  readonly zonesPath: string | null;
  readonly outPath: string;
}

export interface Filtered {
  readonly kept: number;
  /** Polls outside business hours; they do not count. Where the business hours are not known, no poll is outside. */
  readonly outside: number;
}

/** Keeps the polls inside business hours, with the row number of their interval: `store`, `at`, `active`, `interval`. */
export function filterPolls(request: FilterInputs): Filtered {
  const frame = readParquet(request.pollsPath);
  const assigned = assignPolls(readPollColumns(frame), readIntervalColumns(request.intervalsPath));
  const kept = frame
    .withColumns(pl.Series('interval', assigned, pl.Int32))
    .filter(pl.col('interval').neq(pl.lit(OUTSIDE_HOURS)));
  kept.writeParquet(request.outPath, { compression: 'uncompressed' });
  const ofBlank = request.zonesPath === null ? 0 : countOfBlank(frame, request.zonesPath);
  return { kept: kept.height, outside: frame.height - kept.height - ofBlank };
}

/** How many polls are of stores whose business time is not known. */
function countOfBlank(polls: pl.DataFrame, zonesPath: string): number {
  const blank = readBlank(readParquet(zonesPath));
  if (!blank.includes(1)) return 0;
  return indexColumn(polls, 'store').reduce((sum, store) => sum + (blank[store] ?? 0), 0);
}
