COPY (FROM csv_polls ORDER BY store_id, polled_at) TO (getvariable('work') || '/polls.parquet') (FORMAT parquet, COMPRESSION zstd);
