import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import { VERSIONED_KINDS, versionPaths } from '../../contract/versioned-inputs';
import { isLoneAsOf } from '../../domain/report/last-fleet-instant';
import { describeInputs, describePolls, type LoneAsOf } from '../../domain/wording/describe-inputs';
import { passedOverWarnings } from '../../domain/wording/describe-passed-over';
import { describeReconciliation, type Reconciled } from '../../domain/wording/describe-reconciliation';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { Pinned } from '../../storage/catalogue/pin-report';
import type { ActivityPorts } from '../ports';
import { standingWarnings } from './standing-warnings';

/** Warnings about the pinned inputs, and about inputs that are missing, held back, rejected or passed over now. */
export async function inputWarnings(
  ports: ActivityPorts,
  pinned: Pinned,
  storeIds: readonly string[] | null,
): Promise<string[]> {
  const reconciled = await reconcile(ports, pinned, storeIds);
  return [
    ...(await currentWarnings(ports.catalogue, pinned)),
    ...(await standingWarnings(ports.catalogue)),
    ...describeReconciliation(reconciled),
  ];
}

/** Compares the ids of the pinned inputs. */
async function reconcile(
  { blobs, computing }: ActivityPorts,
  { pins, log, inputs }: Pinned,
  storeIds: readonly string[] | null,
): Promise<readonly Reconciled[]> {
  const versions = await versionPaths(async (kind) => {
    const key = inputs[kind]?.key ?? null;
    return key === null ? null : blobs.localPath(key);
  });
  const storesPath = await blobs.localPath(log.storesKey);
  return computing.run('reconcileInputs', { ...versions, storesPath, asOfMicros: pins.asOfMicros, storeIds });
}

async function currentWarnings(
  catalogue: Pick<Catalogue, 'files' | 'ingestions' | 'inputs'>,
  { inputs }: Pick<Pinned, 'inputs'>,
): Promise<string[]> {
  const files = await catalogue.files.all();
  const held = await Promise.all(VERSIONED_KINDS.map((kind) => catalogue.inputs.newest(kind)));
  const last = await catalogue.ingestions.lastFinished();
  const warnings = describeInputs({
    inUse: VERSIONED_KINDS.filter((kind) => inputs[kind] !== null),
    rejected: files.flatMap((file) => (file.state === 'rejected' && file.message ? [file.message] : [])),
    held: held.flatMap((version) => (version?.state === 'held' ? [version] : [])),
    notes: VERSIONED_KINDS.flatMap((kind) => {
      const notes = inputs[kind]?.notes;
      return notes ? [{ kind, notes }] : [];
    }),
  });
  return [...warnings, ...passedOverWarnings(last?.summary?.passedOver ?? NOTHING_PASSED_OVER)];
}

interface LoadedPolls {
  readonly storeCount: number;
  readonly storesSilent: number;
  /** undefined: an older version loaded the polls. */
  readonly polledLastDay?: number | undefined;
  readonly newestOfAllMicros: number | null;
  /** The polls of each partition. */
  readonly pollsKeys: readonly string[];
}

/** Warnings about the polls of a report. */
export async function pollWarnings(
  ports: Pick<ActivityPorts, 'blobs' | 'computing'>,
  { pins, log }: Pick<Pinned, 'pins' | 'log'>,
  loaded: LoadedPolls,
): Promise<string[]> {
  const { asOfMicros } = pins;
  const isLatest = asOfMicros === log.newestMicros;
  return describePolls({
    storeCount: loaded.storeCount,
    asOfMicros,
    newestPollMicros: loaded.newestOfAllMicros ?? newestBefore(asOfMicros, log),
    lone: isLatest ? await loneAsOf(ports, asOfMicros, loaded) : null,
  });
}

/** Where few stores were polled in the day before as-of: how many, and when the others were last polled. */
async function loneAsOf(
  { blobs, computing }: Pick<ActivityPorts, 'blobs' | 'computing'>,
  asOfMicros: number,
  { storeCount, storesSilent, polledLastDay, pollsKeys }: LoadedPolls,
): Promise<LoneAsOf | null> {
  if (polledLastDay === undefined) return null;
  const polled = { week: storeCount - storesSilent, lastDay: polledLastDay };
  if (!isLoneAsOf(polled)) return null;
  const pollsPaths = await Promise.all(pollsKeys.map((key) => blobs.localPath(key)));
  const { isFleetAtAsOf, fleet } = await computing.run('lastPolled', { pollsPaths, asOfMicros });
  return isFleetAtAsOf ? null : { ...polled, fleet };
}

/** For a week without polls. null: the log has later polls, so its newest says nothing about this week. */
function newestBefore(asOfMicros: number, { newestMicros }: Pinned['log']): number | null {
  return newestMicros !== null && newestMicros <= asOfMicros ? newestMicros : null;
}
