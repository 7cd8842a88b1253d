#!/bin/sh
# Creates the namespace if there is none. It is safe to repeat.
set -eu

attempts=60
while [ "$attempts" -gt 0 ]; do
  if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    echo "The namespace $TEMPORAL_NAMESPACE exists."
    exit 0
  fi
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION" || true
  attempts=$((attempts - 1))
  sleep 2
done
echo "The namespace $TEMPORAL_NAMESPACE could not be created." >&2
exit 1
