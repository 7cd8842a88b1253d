COPY (FROM csv_rows ORDER BY store_id, polled_at) TO (getvariable('work') || '/rows.parquet') (FORMAT parquet, COMPRESSION zstd);
