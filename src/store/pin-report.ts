import { LoopwatchError } from '../contract/errors';
import type { ReportOptions, ReportPins } from '../contract/report';
import { METHOD_VERSIONS } from '../domain/methods';
import type { Catalogue, InputVersion, LogVersion } from './catalogue';

export interface Pinned {
  readonly pins: ReportPins;
  readonly log: LogVersion;
  readonly hours: InputVersion | null;
  readonly timezones: InputVersion | null;
}

/**
 * Pins the newest inputs: what is computed from them is the same today and next month.
 * @throws LoopwatchError NO_DATA where no poll was ever taken in.
 */
export async function pinReport(
  catalogue: Catalogue,
  options: Pick<ReportOptions, 'asOfMicros' | 'method' | 'holdSeconds'>,
): Promise<Pinned> {
  const log = await catalogue.log.latest();
  const hours = await catalogue.inputs.current('hours');
  const timezones = await catalogue.inputs.current('timezones');
  const asOfMicros = options.asOfMicros ?? log?.newestMicros ?? null;
  if (!log?.newestMicros || asOfMicros === null) {
    throw new LoopwatchError(
      'NO_DATA',
      'No poll has been taken in yet, so there is nothing to report',
      'Take in a file with the columns store_id, status and timestamp_utc first.',
    );
  }
  const pins: ReportPins = {
    asOfMicros,
    method: options.method,
    methodVersion: METHOD_VERSIONS[options.method],
    holdSeconds: options.holdSeconds,
    logVersion: log.version,
    hoursVersion: hours?.version ?? 0,
    timezonesVersion: timezones?.version ?? 0,
    tzdbVersion: process.versions.tz ?? 'unknown',
  };
  return { pins, log, hours, timezones };
}
