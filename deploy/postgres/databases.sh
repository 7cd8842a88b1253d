#!/bin/sh
# Runs once, while the volume is empty: creates a role and its databases for Temporal and for Loopwatch.
set -eu

psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set=temporal_password="$TEMPORAL_DB_PASSWORD" --set=loopwatch_password="$LOOPWATCH_DB_PASSWORD" <<'SQL'
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE ROLE loopwatch LOGIN PASSWORD :'loopwatch_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE loopwatch OWNER loopwatch;
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, loopwatch FROM PUBLIC;
SQL
