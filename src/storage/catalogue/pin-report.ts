import { LoopwatchError } from '../../contract/errors';
import { METHOD_FACTS } from '../../contract/methods';
import type { ReportOptions, ReportPins } from '../../contract/report';
import type { Catalogue } from './catalogue';
import type { InputVersion } from './input-catalogue';
import type { LogVersion } from './log-catalogue';

export interface Pinned {
  readonly pins: ReportPins;
  readonly log: LogVersion;
  readonly hours: InputVersion | null;
  readonly timezones: InputVersion | null;
}

/**
 * Pins the newest inputs: a report computed from them is the same today and next month.
 * @throws LoopwatchError NO_DATA when the log has no poll.
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
      'No poll has been ingested yet, so there is nothing to report',
      'First ingest a file with the columns store_id, status and timestamp_utc.',
    );
  }
  const pins: ReportPins = {
    asOfMicros,
    method: options.method,
    methodVersion: METHOD_FACTS[options.method].version,
    holdSeconds: options.holdSeconds,
    logVersion: log.version,
    hoursVersion: hours?.version ?? 0,
    timezonesVersion: timezones?.version ?? 0,
    tzdbVersion: process.versions.tz ?? 'unknown',
  };
  return { pins, log, hours, timezones };
}

type VersionPins = Pick<ReportPins, 'logVersion' | 'hoursVersion' | 'timezonesVersion'>;

/** The inputs of the pins. @throws LoopwatchError STORAGE_DAMAGED when the catalogue has lost one. */
export async function findPinned(
  catalogue: Pick<Catalogue, 'log' | 'inputs'>,
  pins: VersionPins,
): Promise<Omit<Pinned, 'pins'>> {
  const [log, hours, timezones] = await Promise.all([
    catalogue.log.at(pins.logVersion),
    catalogue.inputs.at('hours', pins.hoursVersion),
    catalogue.inputs.at('timezones', pins.timezonesVersion),
  ]);
  if (log && (hours || pins.hoursVersion === 0) && (timezones || pins.timezonesVersion === 0))
    return { log, hours, timezones };
  throw new LoopwatchError(
    'STORAGE_DAMAGED',
    `The catalogue no longer knows a version that the report is made of (log ${pins.logVersion}, hours ${pins.hoursVersion}, timezones ${pins.timezonesVersion})`,
    'Restore the data folder from its backup.',
  );
}
