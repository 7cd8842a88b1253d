-- The seven columns of the report file, rounded half away from zero, as text so that they keep their two decimals.
CREATE MACRO hundredths(micros, unit) AS (micros + unit // 200) // (unit // 100);
CREATE MACRO minutes(micros) AS
  format('{}.{:02d}', hundredths(micros, 60000000) // 100, hundredths(micros, 60000000) % 100);
CREATE MACRO hours(micros) AS
  format('{}.{:02d}', hundredths(micros, 3600000000) // 100, hundredths(micros, 3600000000) % 100);

COPY (
  SELECT store_id,
    minutes(up_hour) AS "uptime_last_hour(in minutes)",
    hours(up_day) AS "uptime_last_day(in hours)",
    hours(up_week) AS "uptime_last_week(in hours)",
    minutes(down_hour) AS "downtime_last_hour(in minutes)",
    hours(down_day) AS "downtime_last_day(in hours)",
    hours(down_week) AS "downtime_last_week(in hours)"
  FROM figures ORDER BY store_id
) TO (getvariable('work') || '/report.csv') (FORMAT csv, HEADER);
