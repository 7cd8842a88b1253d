-- Every store's figures in microseconds, by the rules of docs/semantics.md, method `interpolate`.
CREATE TEMP TABLE week AS
  SELECT store, epoch_us(polled_at) AS polled, active
  FROM polls JOIN stores USING (store_id)
  WHERE polled_at BETWEEN make_timestamp(getvariable('week_start')) AND make_timestamp(getvariable('as_of'));

-- A poll speaks for the instants nearest to it, inside its interval, at most `hold` each way.
CREATE TEMP TABLE stretches AS
  SELECT store, active,
    greatest(coalesce(before + (polled - before + 1) // 2, open), polled - getvariable('hold')) AS from_micros,
    least(coalesce(polled + (after - polled + 1) // 2, close), polled + getvariable('hold')) AS to_micros
  FROM (
    SELECT week.store, polled, active, open, close,
      lag(polled) OVER in_interval AS before, lead(polled) OVER in_interval AS after
    FROM week JOIN intervals ON week.store = intervals.store AND polled >= open AND polled < close
    WINDOW in_interval AS (PARTITION BY week.store, open ORDER BY polled)
  );

CREATE MACRO overlap(from_micros, to_micros, seconds) AS
  greatest(least(to_micros, getvariable('as_of')) - greatest(from_micros, getvariable('as_of') - seconds::BIGINT * 1000000), 0);

CREATE TEMP TABLE figures AS
  WITH spoken AS (
    SELECT store,
      sum(overlap(from_micros, to_micros, 3600)) FILTER (active) AS up_hour,
      sum(overlap(from_micros, to_micros, 86400)) FILTER (active) AS up_day,
      sum(overlap(from_micros, to_micros, 604800)) FILTER (active) AS up_week,
      sum(overlap(from_micros, to_micros, 3600)) FILTER (NOT active) AS down_hour,
      sum(overlap(from_micros, to_micros, 86400)) FILTER (NOT active) AS down_day,
      sum(overlap(from_micros, to_micros, 604800)) FILTER (NOT active) AS down_week
    FROM stretches GROUP BY store
  ), business AS (
    SELECT store, sum(overlap(open, close, 3600)) AS business_hour, sum(overlap(open, close, 86400)) AS business_day,
      sum(overlap(open, close, 604800)) AS business_week
    FROM intervals GROUP BY store
  ), heard AS (
    SELECT store, count(*) AS polls FROM week GROUP BY store
  ), known AS (
    SELECT store_id, timezone, coalesce(polls, 0) AS polls, coalesce(COLUMNS('^(up|down|business)_.*$'), 0)::BIGINT
    FROM stores LEFT JOIN heard USING (store) LEFT JOIN spoken USING (store) LEFT JOIN business USING (store)
  )
  SELECT *, business_hour - up_hour - down_hour AS unknown_hour, business_day - up_day - down_day AS unknown_day,
    business_week - up_week - down_week AS unknown_week
  FROM known;
