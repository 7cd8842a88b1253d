-- The three inputs as in their CSV files; `source` is the folder. Ids are text. Of repeated rows the last one wins.
CREATE VIEW csv_rows AS
  SELECT store_id, timestamp_utc AS polled_at, lower(status) = 'active' AS active
  FROM read_csv(getvariable('source') || '/store_status.csv', header = true, delim = ',',
    columns = {'store_id': 'VARCHAR', 'status': 'VARCHAR', 'timestamp_utc': 'TIMESTAMP'});

CREATE VIEW csv_polls AS
  SELECT store_id, polled_at, arg_max(active, line) AS active
  FROM (SELECT *, row_number() OVER () AS line FROM csv_rows)
  GROUP BY store_id, polled_at;

CREATE VIEW csv_hours AS
  SELECT DISTINCT store_id, day, epoch_us(start_time_local) AS start_micros, epoch_us(end_time_local) AS end_micros
  FROM read_csv(getvariable('source') || '/menu_hours.csv', header = true, delim = ',',
    columns = {'store_id': 'VARCHAR', 'day': 'INTEGER', 'start_time_local': 'TIME', 'end_time_local': 'TIME'});

CREATE VIEW csv_timezones AS
  SELECT store_id, arg_max(timezone_str, line) AS timezone
  FROM (
    SELECT store_id, timezone_str, row_number() OVER () AS line
    FROM read_csv(getvariable('source') || '/timezones.csv', header = true, delim = ',',
      columns = {'store_id': 'VARCHAR', 'timezone_str': 'VARCHAR'})
  )
  GROUP BY store_id;
