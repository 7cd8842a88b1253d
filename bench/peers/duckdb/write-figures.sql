COPY (FROM figures ORDER BY store_id) TO (getvariable('work') || '/figures.parquet') (FORMAT parquet);
