-- Each store's business intervals around the week, in UTC microseconds. Intervals that overlap or touch are united.
SET VARIABLE as_of = (SELECT epoch_us(max(polled_at)) FROM polls);
SET VARIABLE week_start = getvariable('as_of') - 7 * 86400000000;

CREATE TEMP TABLE stores AS
  SELECT store_id, (row_number() OVER (ORDER BY store_id))::INTEGER AS store, coalesce(zone.name, 'America/Chicago') AS timezone
  FROM (SELECT DISTINCT store_id FROM polls)
  LEFT JOIN timezones USING (store_id)
  LEFT JOIN (SELECT DISTINCT name FROM pg_timezone_names()) AS zone ON zone.name = timezones.timezone;

-- An opening and a closing on each local date. An end of 23:59 is midnight. An end at or before the start is on the next day.
CREATE TEMP TABLE openings AS
  WITH dates AS (
    SELECT zone.timezone, unnest(generate_series(
      (timezone(zone.timezone, make_timestamptz(getvariable('week_start'))))::DATE - 1,
      (timezone(zone.timezone, make_timestamptz(getvariable('as_of'))))::DATE, INTERVAL 1 DAY)) AS date
    FROM (SELECT DISTINCT timezone FROM stores) AS zone
  ), rules AS (
    SELECT store, timezone, day, start_micros,
      CASE WHEN end_micros >= 86340000000 THEN 86400000000 ELSE end_micros END AS end_of_day
    FROM hours JOIN stores USING (store_id)
  )
  SELECT store, timezone, date + to_microseconds(start_micros) AS opens,
    date + to_microseconds(end_of_day + CASE WHEN end_of_day <= start_micros THEN 86400000000 ELSE 0 END) AS closes
  FROM rules JOIN dates USING (timezone)
  WHERE isodow(dates.date) - 1 = rules.day;

-- Each local time of a zone once. ICU moves a skipped time forward by the gap and reads a repeated time as its second
-- occurrence. The offset of the day before gives the first occurrence.
CREATE TEMP TABLE readings AS
  SELECT timezone, local_time, second_reading,
    CASE WHEN timezone(timezone, make_timestamptz(with_offset_before)) = local_time
      THEN least(with_offset_before, second_reading) ELSE second_reading END AS first_reading
  FROM (
    SELECT timezone, local_time, epoch_us(timezone(timezone, local_time)) AS second_reading,
      2 * epoch_us(local_time) - 86400000000
        - epoch_us(timezone(timezone, make_timestamptz(epoch_us(local_time) - 86400000000))) AS with_offset_before
    FROM (SELECT timezone, opens AS local_time FROM openings UNION SELECT timezone, closes FROM openings)
  );

CREATE TEMP TABLE intervals AS
  WITH spans AS (
    SELECT store, o.first_reading AS open, c.second_reading AS close
    FROM openings
    JOIN readings AS o ON o.timezone = openings.timezone AND o.local_time = opens
    JOIN readings AS c ON c.timezone = openings.timezone AND c.local_time = closes
    WHERE close > open
  ), marked AS (
    SELECT *, open > coalesce(max(close) OVER (PARTITION BY store ORDER BY open, close
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), open - 1) AS is_new
    FROM spans
  ), numbered AS (
    SELECT *, sum(is_new::INTEGER) OVER (PARTITION BY store ORDER BY open, close ROWS UNBOUNDED PRECEDING) AS island
    FROM marked
  )
  SELECT store, min(open) AS open, max(close) AS close
  FROM numbered GROUP BY store, island
  HAVING max(close) > getvariable('week_start') AND min(open) <= getvariable('as_of')
  UNION ALL
  -- A store without a row is open around the clock.
  SELECT store, getvariable('week_start') - 86400000000, getvariable('as_of') + 86400000000
  FROM stores ANTI JOIN hours USING (store_id);
