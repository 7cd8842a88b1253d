CREATE VIEW polls AS FROM read_parquet(getvariable('work') || '/polls.parquet');
CREATE VIEW hours AS FROM read_parquet(getvariable('work') || '/hours.parquet');
CREATE VIEW timezones AS FROM read_parquet(getvariable('work') || '/timezones.parquet');
