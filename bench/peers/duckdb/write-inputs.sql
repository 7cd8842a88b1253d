COPY (FROM polls ORDER BY store_id, polled_at) TO (getvariable('work') || '/polls.parquet') (FORMAT parquet, COMPRESSION zstd);
COPY (FROM hours ORDER BY ALL) TO (getvariable('work') || '/hours.parquet') (FORMAT parquet, COMPRESSION zstd);
COPY (FROM timezones ORDER BY ALL) TO (getvariable('work') || '/timezones.parquet') (FORMAT parquet, COMPRESSION zstd);
