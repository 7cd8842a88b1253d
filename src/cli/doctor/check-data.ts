import { describeCatalogueUrl } from '../../config/catalogue-settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import { VERSIONED_FACTS, VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { formatInstant, MICROS_PER_DAY, MICROS_PER_HOUR } from '../../domain/time/instants';
import type { Blobs } from '../../storage/blobs/blobs';
import { openBlobs } from '../../storage/blobs/open-blobs';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { LogVersion } from '../../storage/catalogue/log-catalogue';
import { areOwnBlobs } from '../../storage/require-own-blobs';
import { hasCatalogue, lookAtCatalogue } from '../../storage/sql/open-catalogue';
import { blobCacheOf, type Places } from '../process/open-ports';
import { type Finding, ok, problem, warning } from './finding';

const STALE_HOURS = 3;
const STALE_MAINTENANCE_HOURS = 72;
const MAX_NAMED = 3;
const LAST_REPORTS = 100;
const RESTORE =
  'Stop Loopwatch, and restore the catalogue and the blobs from one backup: docs/operations.md.';

/** What the catalogue and the blobs hold. It creates nothing where there is no catalogue yet. */
export async function checkData(places: Places, nowMicros: number): Promise<Finding[]> {
  const { catalogueUrl } = places;
  const place = describeCatalogueUrl(catalogueUrl);
  try {
    if (!(await hasCatalogue(catalogueUrl)))
      return [ok(`No catalogue yet in ${place}: the first ingestion creates it`)];
    const catalogue = await lookAtCatalogue(catalogueUrl);
    if (!catalogue) return [ofEarlierRelease(place)];
    try {
      const damage = await findDamage(catalogue);
      if (damage?.state === 'problem') return [damage];
      const blobs = await openBlobs(places.blobs.url, blobCacheOf(places));
      return [...(damage ? [damage] : []), ...(await checkCatalogue(catalogue, blobs, nowMicros))];
    } finally {
      await catalogue.close();
    }
  } catch (error) {
    if (error instanceof LoopwatchError) return [problem(error.message, error.remedy ?? RESTORE)];
    return [problem(`The catalogue ${place} cannot be read: ${describeError(error)}`, RESTORE)];
  }
}

async function findDamage(catalogue: Catalogue): Promise<Finding | null> {
  const damage = await catalogue.findDamage();
  if (damage === null) return null;
  if (damage.length === 0) return ok(`SQLite finds no damage in ${catalogue.location}`);
  const remedy = `${RESTORE} Keep the damaged file until that has worked.`;
  return problem(`The file of the catalogue ${catalogue.location} is damaged: ${damage.join('; ')}`, remedy);
}

function ofEarlierRelease(place: string): Finding {
  return warning(
    `The catalogue ${place} is one of an earlier release`,
    'Make a backup. The next start of this version upgrades it, and then this can be checked.',
  );
}

async function checkCatalogue(catalogue: Catalogue, blobs: Blobs, nowMicros: number): Promise<Finding[]> {
  await catalogue.requireThere();
  const log = await catalogue.log.latest();
  return [
    ok(`The catalogue ${catalogue.location} can be read`),
    ...(await checkOwner(catalogue, blobs)),
    ...describeLog(log, nowMicros),
    ...(await Promise.all(VERSIONED_KINDS.map((kind) => checkVersions(catalogue, kind)))).flat(),
    ...(await checkFiles(catalogue)),
    await checkBlobs(catalogue, blobs, nowMicros),
    await describeLastMaintenance(catalogue, nowMicros),
  ];
}

async function checkOwner(catalogue: Catalogue, blobs: Blobs): Promise<Finding[]> {
  try {
    await areOwnBlobs({ catalogue, blobs });
    return [];
  } catch (error) {
    // Blobs that cannot be listed have a finding of their own.
    if (!(error instanceof LoopwatchError) || error.code !== 'SETUP') return [];
    return [problem(error.message, error.remedy ?? RESTORE)];
  }
}

export function describeLog(log: LogVersion | null, nowMicros: number): Finding[] {
  if (!log || log.newestMicros === null) {
    return [warning('The log holds no polls', 'Put files of polls into the source folder.')];
  }
  const hours = Math.floor((nowMicros - log.newestMicros) / MICROS_PER_HOUR);
  const newest = `The newest poll is of ${formatInstant(log.newestMicros)}, ${describeAge(hours)}`;
  return [
    ok(`Log version ${log.version}: ${log.pollsTotal} polls of ${log.storeCount} stores`),
    hours < STALE_HOURS
      ? ok(newest)
      : warning(newest, 'If newer polls should exist, check that the export reaches the source folder.'),
  ];
}

function describeAge(hours: number): string {
  if (hours < 1) return 'less than an hour old';
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} days old`;
}

async function checkVersions(catalogue: Catalogue, kind: VersionedKind): Promise<Finding[]> {
  const { name, without } = VERSIONED_FACTS[kind];
  const current = await catalogue.inputs.current(kind);
  const newest = await catalogue.inputs.newest(kind);
  const used = current
    ? ok(`Version ${current.version} of the ${kind}: ${current.rows} rows of ${current.stores} stores`)
    : warning(`No version of the ${kind} is in use`, `Until a file of ${name} is ingested, ${without}.`);
  if (newest?.state !== 'held') return [used];
  const why = newest.reason ?? 'it looks wrong';
  return [
    used,
    warning(
      `Version ${newest.version} of the ${kind} is held back because ${why}`,
      `Correct its files. If it is right, run "loopwatch accept ${kind}".`,
    ),
  ];
}

async function checkFiles(catalogue: Catalogue): Promise<Finding[]> {
  const files = (await catalogue.files.all()).filter((file) => file.state !== 'gone');
  const rejected = files.filter((file) => file.state === 'rejected');
  const quarantined = files.reduce((sum, file) => sum + file.quarantined, 0);
  return [
    ok(`${files.length - rejected.length} files ingested, ${quarantined} of their rows in quarantine`),
    ...rejected.map((file) =>
      warning(
        `Rejected: ${file.message ?? file.name}`,
        'Correct or remove the file; the next ingestion reads it again once it changes.',
      ),
    ),
  ];
}

async function describeLastMaintenance({ retention }: Catalogue, nowMicros: number): Promise<Finding> {
  const last = await retention.last();
  if (!last) return ok('No maintenance has run yet: a Schedule runs it every day');
  const hours = Math.floor((nowMicros - last.finishedMicros) / MICROS_PER_HOUR);
  const what = `The last maintenance ended at ${formatInstant(last.finishedMicros)}, ${describeAge(hours)}: ${last.summary.message}`;
  if (last.summary.problems.length > 0)
    return warning(what, 'Fix what it names; the next maintenance tries again.');
  return hours < STALE_MAINTENANCE_HOURS
    ? ok(what)
    : warning(what, 'Look at the Schedule loopwatch-daily-maintenance, or run "loopwatch maintain".');
}

/** What the log, the inputs, the pins of reports and the last completed reports need. */
async function checkBlobs(catalogue: Catalogue, blobs: Blobs, nowMicros: number): Promise<Finding> {
  const references = await catalogue.retention.references(nowMicros - MICROS_PER_DAY);
  const reports = await catalogue.reports.page(null, LAST_REPORTS, { state: 'Completed' });
  // Each ingestion has a folder of quarantined rows: listing all of them takes long, and no figure needs them.
  const figures = [...references.keys].filter((key) => !key.startsWith('quarantine/'));
  const keys = [...figures, ...reports.flatMap(({ files }) => files.map(({ key }) => key))];
  let present: ReadonlySet<string>;
  try {
    present = await keysBeside(blobs, keys);
  } catch (error) {
    return problem(
      `The stored files in ${blobs.location} cannot be listed: ${describeError(error)}`,
      'See the finding about the blobs above.',
    );
  }
  const missing = keys.filter((key) => !present.has(key));
  if (missing.length === 0)
    return ok(`All ${keys.length} stored files that the log, the inputs and reports need are present`);
  const named = missing.slice(0, MAX_NAMED).join(', ');
  const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
  return problem(`Stored files are missing from ${blobs.location}: ${named}${more}`, RESTORE);
}

/** The keys in the folders of these keys. Listing a folder takes far fewer calls than asking for each key. */
async function keysBeside(blobs: Blobs, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const folders = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('/'))));
  const found = new Set<string>();
  for (const folder of folders) for await (const { key } of blobs.list(folder)) found.add(key);
  return found;
}
