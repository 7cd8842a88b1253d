#!/bin/sh
# Makes the bucket where there is none; run again, it finds it.
set -eu

versitygw admin list-buckets | grep -q '^loopwatch ' && exit 0
exec versitygw admin create-bucket --bucket loopwatch --owner "$ADMIN_ACCESS_KEY_ID"
