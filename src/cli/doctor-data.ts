import { access } from 'node:fs/promises';
import path from 'node:path';
import { describeError } from '../contract/errors';
import { formatInstant } from '../domain/instants';
import type { Blobs } from '../store/blobs';
import type { Catalogue, LogVersion } from '../store/catalogue';
import { FolderBlobs } from '../store/folder-blobs';
import { openSqliteCatalogue } from '../store/sqlite-catalogue';
import { type Finding, ok, problem, warning } from './doctor-finding';
import { catalogueFile } from './open-ports';

const HOUR_MICROS = 3_600_000_000;
const STALE_HOURS = 3;
const STALE_MAINTENANCE_HOURS = 72;
const MISSING_NAMED = 3;
const RESTORE = 'Restore the data folder from its backup.';

/** What the data folder holds. Nothing is made where there is no catalogue yet. */
export async function checkData(dataDir: string, nowMicros: number): Promise<Finding[]> {
  const file = catalogueFile(dataDir);
  try {
    await access(file);
  } catch {
    return [ok('No catalogue yet: the first ingestion makes it')];
  }
  try {
    const catalogue = await openSqliteCatalogue(file);
    try {
      return await checkCatalogue(catalogue, new FolderBlobs(path.join(dataDir, 'blobs')), nowMicros);
    } finally {
      await catalogue.close();
    }
  } catch (error) {
    return [problem(`The catalogue ${file} cannot be read: ${describeError(error)}`, RESTORE)];
  }
}

async function checkCatalogue(catalogue: Catalogue, blobs: Blobs, nowMicros: number): Promise<Finding[]> {
  const log = await catalogue.log.latest();
  return [
    ok(`The catalogue ${catalogue.location} can be read`),
    ...describeLog(log, nowMicros),
    ...(await checkVersions(catalogue, 'hours')),
    ...(await checkVersions(catalogue, 'timezones')),
    ...(await checkFiles(catalogue)),
    await checkBlobs(catalogue, blobs, log),
    await describeLastMaintenance(catalogue, nowMicros),
  ];
}

export function describeLog(log: LogVersion | null, nowMicros: number): Finding[] {
  if (!log || log.newestMicros === null) {
    return [warning('The log holds no poll', 'Put files of polls into the source folder.')];
  }
  const hours = Math.floor((nowMicros - log.newestMicros) / HOUR_MICROS);
  const newest = `The newest poll is of ${formatInstant(log.newestMicros)}, ${describeAge(hours)}`;
  return [
    ok(`Log version ${log.version}: ${log.pollsTotal} polls of ${log.storeCount} stores`),
    hours < STALE_HOURS
      ? ok(newest)
      : warning(newest, 'If polls should be newer: see that their export reaches the source folder.'),
  ];
}

function describeAge(hours: number): string {
  if (hours < 1) return 'less than an hour old';
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} days old`;
}

async function checkVersions(catalogue: Catalogue, kind: 'hours' | 'timezones'): Promise<Finding[]> {
  const current = await catalogue.inputs.current(kind);
  const newest = await catalogue.inputs.newest(kind);
  const used = current
    ? ok(`Version ${current.version} of the ${kind}: ${current.rows} rows of ${current.stores} stores`)
    : warning(
        `No version of the ${kind} is in use`,
        kind === 'hours'
          ? 'Every store counts as open around the clock until a file of menu hours is taken in.'
          : 'Every store counts as in America/Chicago until a file of timezones is taken in.',
      );
  if (newest?.state !== 'held') return [used];
  const why = newest.reason ?? 'it looks wrong';
  return [
    used,
    warning(
      `Version ${newest.version} of the ${kind} is held back because ${why}`,
      `Run "loopwatch accept ${kind}" if it is right, else mend its file.`,
    ),
  ];
}

async function checkFiles(catalogue: Catalogue): Promise<Finding[]> {
  const files = (await catalogue.files.all()).filter((file) => file.state !== 'gone');
  const rejected = files.filter((file) => file.state === 'rejected');
  const quarantined = files.reduce((sum, file) => sum + file.quarantined, 0);
  return [
    ok(`${files.length - rejected.length} files taken in, ${quarantined} of their rows in quarantine`),
    ...rejected.map((file) =>
      warning(
        `Rejected: ${file.message ?? file.name}`,
        'Mend or remove the file; it is read again once it changes.',
      ),
    ),
  ];
}

async function describeLastMaintenance({ retention }: Catalogue, nowMicros: number): Promise<Finding> {
  const last = await retention.last();
  if (!last) return ok('No maintenance has run yet: a Schedule runs one each day');
  const hours = Math.floor((nowMicros - last.finishedMicros) / HOUR_MICROS);
  const what = `The last maintenance ended at ${formatInstant(last.finishedMicros)}, ${describeAge(hours)}: ${last.summary.message}`;
  if (last.summary.problems.length > 0) return warning(what, 'Mend what it names; the next one tries again.');
  return hours < STALE_MAINTENANCE_HOURS
    ? ok(what)
    : warning(what, 'Look at the Schedule loopwatch-daily-maintenance, or run "loopwatch maintain".');
}

async function checkBlobs(catalogue: Catalogue, blobs: Blobs, log: LogVersion | null): Promise<Finding> {
  const versions = [await catalogue.inputs.current('hours'), await catalogue.inputs.current('timezones')];
  const segments = log ? await catalogue.log.segments(log.version) : [];
  const keys = [
    ...(log ? [log.storesKey] : []),
    ...segments.map((segment) => segment.key),
    ...versions.flatMap((version) => (version ? [version.key] : [])),
  ];
  const missing: string[] = [];
  for (const key of keys) if (!(await blobs.exists(key))) missing.push(key);
  if (missing.length === 0) return ok(`All ${keys.length} stored files of the current versions are there`);
  const named = missing.slice(0, MISSING_NAMED).join(', ');
  const more = missing.length > MISSING_NAMED ? ` and ${missing.length - MISSING_NAMED} more` : '';
  return problem(`Stored files are missing from ${blobs.location}: ${named}${more}`, RESTORE);
}
