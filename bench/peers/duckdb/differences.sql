-- Stores that two programs' figures have differently, to the microsecond.
WITH ones AS (
  SELECT store_id, timezone, polls::BIGINT AS polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT
  FROM read_parquet(getvariable('one'))
), others AS (
  SELECT store_id, timezone, polls::BIGINT AS polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT
  FROM read_parquet(getvariable('other'))
)
SELECT store_id FROM (FROM ones EXCEPT ALL BY NAME FROM others)
UNION
SELECT store_id FROM (FROM others EXCEPT ALL BY NAME FROM ones)
ORDER BY store_id;
