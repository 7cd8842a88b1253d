-- Stores whose figures differ between two programs, to the microsecond.
WITH ones AS (
  UNPIVOT (
    SELECT store_id, polls::BIGINT AS polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT
    FROM read_parquet(getvariable('one'))
  ) ON COLUMNS(* EXCLUDE store_id) INTO NAME figure VALUE amount
), others AS (
  UNPIVOT (
    SELECT store_id, polls::BIGINT AS polls, COLUMNS('^(up|down|unknown|business)_')::BIGINT
    FROM read_parquet(getvariable('other'))
  ) ON COLUMNS(* EXCLUDE store_id) INTO NAME figure VALUE amount
)
SELECT store_id FROM ones FULL JOIN others USING (store_id, figure)
WHERE ones.amount IS DISTINCT FROM others.amount
UNION
SELECT store_id FROM read_parquet(getvariable('one')) AS one
FULL JOIN read_parquet(getvariable('other')) AS other USING (store_id)
WHERE one.timezone IS DISTINCT FROM other.timezone
ORDER BY store_id;
