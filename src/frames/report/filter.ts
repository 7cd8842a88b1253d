import pl from 'nodejs-polars';
import { assignPolls, OUTSIDE_HOURS } from '../../domain/uptime/assign-polls';
import { readIntervalColumns, readPollColumns } from '../columns-io';

export interface FilterInputs {
  readonly pollsPath: string;
  readonly intervalsPath: string;
  readonly outPath: string;
}

export interface Filtered {
  readonly kept: number;
  /** Polls outside business hours; they do not count. */
  readonly outside: number;
}

/** Keeps the polls inside business hours, with the row number of their interval: `store`, `at`, `active`, `interval`. */
export function filterPolls(request: FilterInputs): Filtered {
  const frame = pl.readParquet(request.pollsPath);
  const assigned = assignPolls(readPollColumns(frame), readIntervalColumns(request.intervalsPath));
  const kept = frame
    .withColumns(pl.Series('interval', assigned, pl.Int32))
    .filter(pl.col('interval').neq(pl.lit(OUTSIDE_HOURS)));
  kept.writeParquet(request.outPath, { compression: 'uncompressed' });
  return { kept: kept.height, outside: frame.height - kept.height };
}
