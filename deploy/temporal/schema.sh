#!/bin/sh
# Brings both databases of Temporal to the schema of this version; run again, it finds nothing to do.
set -eu

for database in temporal temporal_visibility; do
  schema=${database#temporal_}
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-name "postgresql/v12/$schema"
done
