CREATE TEMP TABLE polls AS FROM csv_polls;
CREATE TEMP TABLE hours AS FROM csv_hours;
CREATE TEMP TABLE timezones AS FROM csv_timezones;
