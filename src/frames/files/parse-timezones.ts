import pl from 'nodejs-polars';
import { REASONS } from '../../domain/log/input-rules';
import { isZoneName } from '../../domain/time/local-clock';
import { type Judged, judgeBy } from './judge-rows';

/** Parses the cells of a timezones file into `store_id` and `timezone`. A name that is not an IANA zone makes a row bad. */
export function parseTimezones(cells: pl.DataFrame): Judged {
  const named = cells.rename({ c0: 'store_id', c1: 'timezone' });
  const names = named.getColumn('timezone').unique().toArray().map(String);
  const unknown = names.filter((name) => !isZoneName(name));
  const rules = [{ reason: REASONS.timezone, holds: pl.col('timezone').isIn(['', ...unknown]) }];
  return judgeBy(rules, [pl.col('store_id'), pl.col('timezone')])(named);
}
