COPY (FROM csv_hours ORDER BY ALL) TO (getvariable('work') || '/hours.parquet') (FORMAT parquet, COMPRESSION zstd);
COPY (FROM csv_timezones ORDER BY ALL) TO (getvariable('work') || '/timezones.parquet') (FORMAT parquet, COMPRESSION zstd);
