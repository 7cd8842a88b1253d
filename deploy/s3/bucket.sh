#!/bin/sh
# Creates the bucket if there is none. It is safe to repeat.
set -eu

versitygw admin list-buckets | grep -q '^loopwatch ' && exit 0
exec versitygw admin create-bucket --bucket loopwatch --owner "$ADMIN_ACCESS_KEY_ID"
