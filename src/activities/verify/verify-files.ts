import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { fnvOfText } from '../../domain/numbers/fnv';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import { DamagedBlob } from '../../storage/blobs/damaged-blob';
import type { ReportCursor } from '../../storage/catalogue/report-catalogue';
import { COMMITS_FOLDER } from '../../storage/commits/commit-log';
import { RECORDS_FOLDER } from '../../storage/commits/kept-records';
import { DELIVERIES_FOLDER } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';
import { healBlob } from '../remake/healing-blobs';
import { originOf } from '../remake/origin-of';

const SWEPT = ['segments', 'stores', ...VERSIONED_KINDS, 'inputs'] as const;
const SWEPT_FOLDERS: ReadonlySet<string> = new Set(SWEPT);
const FOLDERS = [
  ...SWEPT,
  'quarantine',
  'reports',
  RECORDS_FOLDER,
  COMMITS_FOLDER,
  DELIVERIES_FOLDER,
] as const;

const PAGE = 500;

/** One part of all files, by a hash of their keys. */
export interface Share {
  readonly part: number;
  readonly parts: number;
}

export interface VerifiedFiles {
  readonly files: number;
  readonly bytes: number;
  /** Files of a release that kept no hash. */
  readonly unhashed: number;
  /** Files of the log and of the inputs that nothing needs. */
  readonly orphans: number;
  /** Keys of damaged files that were made again. */
  readonly remade: readonly string[];
  readonly damages: readonly string[];
}

/**
 * Compares every stored file with its hash, and looks for every file that something needs. What the commits can make
 * again is made again.
 */
export async function verifyFiles(ports: ActivityPorts, share: Share): Promise<VerifiedFiles> {
  const needed = new Set(await neededKeys(ports));
  const missing = new Set(needed);
  let [files, bytes, unhashed, orphans] = [0, 0, 0, 0];
  const found: DamagedBlob[] = [];
  for (const folder of FOLDERS)
    for await (const { key, sizeBytes } of ports.blobs.list(folder)) {
      missing.delete(key);
      if (SWEPT_FOLDERS.has(folder) && !needed.has(key)) orphans++;
      if (partOf(key, share.parts) !== share.part) continue;
      files++;
      bytes += sizeBytes;
      const checked = await checkBlob(ports, key);
      // A file that was removed meanwhile does not count.
      if (checked instanceof DamagedBlob && (await ports.blobs.exists(key))) found.push(checked);
      // A commit holds its own hash, which following it checks.
      if (checked === false && folder !== COMMITS_FOLDER) unhashed++;
    }
  // What was written or removed during the listing is not missing.
  const neededNow = missing.size === 0 ? [] : await neededKeys(ports);
  for (const key of neededNow.filter((each) => missing.has(each))) {
    const checked = await checkBlob(ports, key);
    if (checked instanceof DamagedBlob) found.push(checked);
  }
  return { files, bytes, unhashed, orphans, ...(await heal(ports, found)) };
}

async function checkBlob({ blobs }: ActivityPorts, key: string): Promise<boolean | DamagedBlob> {
  try {
    return await blobs.check(key);
  } catch (error) {
    if (error instanceof DamagedBlob) return error;
    throw error;
  }
}

/** What the log, the inputs, the pins of reports and completed reports need. */
async function neededKeys({ catalogue, clock }: ActivityPorts): Promise<string[]> {
  const { keys } = await catalogue.retention.references(clock() - MICROS_PER_DAY);
  const needed = [...keys];
  for (let after: ReportCursor | null = null; ; ) {
    const page = await catalogue.reports.page(after, PAGE, { state: 'Completed' });
    for (const { files } of page) needed.push(...files.map(({ key }) => key));
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return needed;
  }
}

async function heal(
  ports: ActivityPorts,
  found: readonly DamagedBlob[],
): Promise<Pick<VerifiedFiles, 'remade' | 'damages'>> {
  const [remade, damages]: [string[], string[]] = [[], []];
  for (const { key, message } of found) {
    if (await healBlob(ports, key)) {
      remade.push(key);
      continue;
    }
    const origin = await originOf(ports.blobs, key);
    damages.push(`${message}.${origin === null ? '' : ` It is ${origin}.`}`);
  }
  return { remade, damages };
}

function partOf(key: string, parts: number): number {
  return (fnvOfText(key) >>> 0) % parts;
}
