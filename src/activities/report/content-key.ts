import { createHash } from 'node:crypto';
import type { ReportOptions, ReportPins } from '../../contract/report';
import { pinnedVersion, VERSIONED_KINDS } from '../../contract/versioned-inputs';

/** Raise it in a release that renders other bytes from the same pins: else reports reuse the files of older ones. */
export const FILES_VERSION = 4;

/** The SHA-256 of all that the content of a report's files depends on: equal keys, equal bytes. */
export function contentKeyOf(
  pins: ReportPins,
  { storeIds, extended, rawCsv, fullTable }: ReportOptions,
  warnings: readonly string[],
): string {
  const content = [
    FILES_VERSION,
    pins.asOfMicros,
    pins.method,
    pins.methodVersion,
    pins.holdSeconds,
    pins.logVersion,
    ...VERSIONED_KINDS.map((kind) => pinnedVersion(pins, kind)),
    pins.tzdbVersion,
    storeIds,
    extended,
    rawCsv ?? false,
    fullTable,
    warnings,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
