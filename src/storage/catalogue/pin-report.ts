import { LoopwatchError } from '../../contract/errors';
import { METHOD_FACTS } from '../../contract/methods';
import type { ReportOptions, ReportPins } from '../../contract/report';
import {
  byVersionedKind,
  pinnedVersion,
  VERSIONED_KINDS,
  type VersionedKind,
  type VersionPins,
  versionPins,
} from '../../contract/versioned-inputs';
import type { Catalogue } from './catalogue';
import type { InputVersion } from './input-catalogue';
import type { LogVersion } from './log-catalogue';
import { noPolls } from './no-polls';

export interface Pinned {
  readonly pins: ReportPins;
  readonly log: LogVersion;
  readonly inputs: Readonly<Record<VersionedKind, InputVersion | null>>;
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
  const inputs = await inputsOf((kind) => catalogue.inputs.current(kind));
  const asOfMicros = options.asOfMicros ?? log?.newestMicros ?? null;
  if (!log?.newestMicros || asOfMicros === null) throw await noPolls(catalogue);
  const pins: ReportPins = {
    asOfMicros,
    method: options.method,
    methodVersion: METHOD_FACTS[options.method].version,
    holdSeconds: options.holdSeconds,
    logVersion: log.version,
    ...versionPins((kind) => inputs[kind]?.version ?? 0),
    tzdbVersion: process.versions.tz ?? 'unknown',
  };
  return { pins, log, inputs };
}

type InputPins = Pick<ReportPins, 'logVersion' | keyof VersionPins>;

/** The inputs that pins name. @throws LoopwatchError STORAGE_DAMAGED where the catalogue has lost one. */
export async function findPinned(
  catalogue: Pick<Catalogue, 'log' | 'inputs'>,
  pins: InputPins,
): Promise<Omit<Pinned, 'pins'>> {
  const log = await catalogue.log.at(pins.logVersion);
  const inputs = await inputsOf((kind) => catalogue.inputs.at(kind, pinnedVersion(pins, kind)));
  const isWhole = VERSIONED_KINDS.every((kind) => inputs[kind] || pinnedVersion(pins, kind) === 0);
  if (log && isWhole) return { log, inputs };
  const named = VERSIONED_KINDS.map((kind) => `${kind} ${pinnedVersion(pins, kind)}`);
  throw new LoopwatchError(
    'STORAGE_DAMAGED',
    `The catalogue no longer knows a version that the report is made of (log ${pins.logVersion}, ${named.join(', ')})`,
    'Restore the data folder from its backup.',
  );
}

async function inputsOf(
  find: (kind: VersionedKind) => Promise<InputVersion | null>,
): Promise<Pinned['inputs']> {
  const found = await Promise.all(VERSIONED_KINDS.map(find));
  return byVersionedKind((kind) => found[VERSIONED_KINDS.indexOf(kind)] ?? null);
}
