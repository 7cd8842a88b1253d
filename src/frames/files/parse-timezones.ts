import pl from 'nodejs-polars';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { zoneName } from '../../domain/time/zone-names';
import { textColumn } from '../columns-io';
import { type Judged, judgeBy } from './judge-rows';

/**
 * Parses the cells of a timezones file into `store_id` and `timezone`, the name as the tz database spells it. A name that
 * the database does not have makes a row bad.
 */
export function parseTimezones(cells: pl.DataFrame): Judged {
  const named = cells.rename({ c0: 'store_id' });
  const rules = [{ reason: REASONS.timezone, holds: pl.col('timezone').isNull() }];
  return judgeBy(rules, [pl.col('store_id'), pl.col('timezone')])(
    named.join(readNames(named), { on: 'c1', how: 'left' }),
  );
}

/** Looks each distinct name up once. @returns `c1`, `timezone`. */
function readNames(cells: pl.DataFrame): pl.DataFrame {
  const names = cells.select('c1').unique();
  return names.withColumns(pl.Series('timezone', textColumn(names, 'c1').map(zoneName), pl.Utf8));
}
