CREATE OR REPLACE VIEW polls AS FROM read_parquet(getvariable('work') || '/polls.parquet');
CREATE OR REPLACE VIEW hours AS FROM read_parquet(getvariable('work') || '/hours.parquet');
CREATE OR REPLACE VIEW timezones AS FROM read_parquet(getvariable('work') || '/timezones.parquet');
