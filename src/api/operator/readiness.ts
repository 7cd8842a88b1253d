import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { describeError, LoopwatchError } from '../../contract/errors';
import { readDataHealth, readDataRecords } from '../../storage/catalogue/read-data-health';
import { requireStillThere } from '../../storage/require-own-blobs';
import { callTemporal } from '../../temporal/call-temporal';
import { withDeadline } from '../../temporal/with-deadline';
import { requireWorker } from '../../temporal/worker-polling';
import type { ApiPorts } from '../ports';

const CHECK_LIMIT_MS = 2_000;
/** Repeat the last result for this long: probes must not cause load. */
const KEPT_MS = 1_000;

export const CHECK_NAMES = ['temporal', 'catalogue', 'blobs', 'worker'] as const;
/** `ok`, or what is wrong. */
export type Checks = Readonly<Record<(typeof CHECK_NAMES)[number], string>>;
export interface ServiceState {
  readonly checks: Checks;
  /** `ok`, or what is wrong with the data, without names: anyone may ask. It does not make the service unready. */
  readonly data: string;
}
export type Readiness = () => Promise<ServiceState>;

/** Checks everything that the API needs, in parallel, each with a time limit. */
export function createReadiness(ports: ApiPorts): Readiness {
  const identity = rememberedIdentity(ports);
  let kept: { readonly until: number; readonly state: Promise<ServiceState> } | null = null;
  return () => {
    if (!kept || performance.now() > kept.until)
      kept = { until: performance.now() + KEPT_MS, state: checkAll(ports, identity) };
    return kept.state;
  };
}

async function checkAll(ports: ApiPorts, identity: () => Promise<string | null>): Promise<ServiceState> {
  const { client, namespace, catalogue, clock, lostWorkers: lost } = ports;
  const ask = (call: () => Promise<unknown>) => callTemporal(client, call, CHECK_LIMIT_MS);
  const [temporal, catalogued, blobs, worker, data] = await Promise.all([
    outcomeOf(() => ask(() => client.workflowService.describeNamespace({ namespace }))),
    outcomeOf(() => inTime('The catalogue', () => catalogue.requireThere())),
    outcomeOf(() => inTime('The store of files', () => tryBlobs(ports, identity))),
    outcomeOf(() => ask(() => requireWorker(client, { namespace, nowMicros: clock(), lost }))),
    outcomeOf(() => inTime('The catalogue', () => requireGoodData(ports))),
  ]);
  return { checks: { temporal, catalogue: catalogued, blobs, worker }, data };
}

/** @throws LoopwatchError NOT_READY where the light is not green. */
async function requireGoodData({ catalogue, clock }: Pick<ApiPorts, 'catalogue' | 'clock'>): Promise<void> {
  const { state, short } = await readDataHealth(catalogue, await readDataRecords(catalogue), clock());
  if (state === 'fresh') return;
  throw new LoopwatchError(
    'NOT_READY',
    `${state}: ${short.replace(/\.$/, '')}`,
    'GET /api/v1/freshness has the details.',
  );
}

/** The id of the catalogue. null: it was never read, and the catalogue does not answer, which has a check of its own. */
function rememberedIdentity({ catalogue }: Pick<ApiPorts, 'catalogue'>): () => Promise<string | null> {
  let known: string | null = null;
  return async () => {
    known ??= await catalogue.identity().catch(() => null);
    return known;
  };
}

/** Writes, reads and deletes a small file: only this proves that files can be stored. */
async function tryBlobs(
  { blobs }: Pick<ApiPorts, 'blobs'>,
  identity: () => Promise<string | null>,
): Promise<void> {
  const id = await identity();
  if (id !== null) await requireStillThere(blobs, id);
  const folder = `probe/${randomUUID()}`;
  try {
    await blobs.write(`${folder}/ready`, (path) => writeFile(path, folder));
    const read = await readFile(await blobs.localPath(`${folder}/ready`), 'utf8');
    if (read !== folder)
      throw new LoopwatchError('STORAGE_DAMAGED', `${blobs.location} gives back other bytes`);
  } finally {
    await blobs.removeFolder(folder);
  }
}

function inTime(what: string, call: () => Promise<unknown>): Promise<unknown> {
  const late = () =>
    new LoopwatchError('UNAVAILABLE', `${what} did not answer within ${CHECK_LIMIT_MS / 1_000} s`);
  return withDeadline(CHECK_LIMIT_MS, call(), late);
}

async function outcomeOf(check: () => Promise<unknown>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    return describeError(error);
  }
}
