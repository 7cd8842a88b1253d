-- Stores that are not alike in two programs' figures, to the microsecond; the other's stand in the Parquet file `other`.
WITH mine AS (SELECT store_id, timezone, polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT FROM figures),
  others AS (SELECT store_id, timezone, polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT FROM read_parquet(getvariable('other'))),
  pairs AS (SELECT store_id, mine, others FROM mine FULL JOIN others USING (store_id))
SELECT store_id, mine, others FROM pairs WHERE mine IS DISTINCT FROM others
