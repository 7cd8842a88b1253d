import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { activityInfo } from '@temporalio/activity';
import { LoopwatchError } from '../../contract/errors';
import type { ReadingRules } from '../../contract/file-reading';
import type { ValidateRequest } from '../../contract/ingest-payloads';
import type { FetchedFile, ValidatedFile, ValidatedOutputPart } from '../../contract/inputs';
import type { ParsedFile } from '../../frames/files/parse-file';
import type { Blobs } from '../../storage/blobs/blobs';
import type { ActivityPorts } from '../ports';

/** About 120 MB of CSV, and 300 MB of memory while it is sorted and written. */
const PART_ROWS = 2_000_000;

/** Splits a fetched file into good rows and quarantined rows. */
export function createValidate(ports: ActivityPorts, partRows = PART_ROWS) {
  return ({ fetched }: ValidateRequest): Promise<ValidatedFile> => {
    const { dateOrder, dayNumbering } = ports.dialectOf(fetched.file.sourceId);
    const rules: ReadingRules = { nowMicros: ports.clock(), dateOrder, dayNumbering, partRows };
    // Each attempt has its own keys: by a later clock, other polls may lie in the future.
    return validateFile(ports, fetched, rules, String(activityInfo().attempt));
  };
}

/** @param attempt a part of the keys of its rows */
export async function validateFile(
  { blobs, computing }: Pick<ActivityPorts, 'blobs' | 'computing'>,
  fetched: FetchedFile,
  rules: ReadingRules,
  attempt: string,
): Promise<ValidatedFile> {
  const quarantineKey = `quarantine/${fetched.key.slice('incoming/'.length)}.jsonl`;
  const filePath = await blobs.localPath(fetched.key);
  const { parsed, keys } = await blobs.write(quarantineKey, async (quarantinePath) => {
    // A folder: a reader that is ended in the middle leaves files that nobody else knows of.
    const workFolder = `${quarantinePath}.work`;
    await mkdir(workFolder, { recursive: true });
    try {
      return await parse(quarantinePath, path.join(workFolder, 'rows'));
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  });
  if (parsed.quarantined === 0) await blobs.remove(quarantineKey);
  return {
    fetched: parsed.resumed ? fetched : { ...fetched, resumeFrom: null },
    kind: parsed.kind,
    ...rowsOf(parsed, keys),
    quarantineKey: parsed.quarantined === 0 ? null : quarantineKey,
    rowsIn: parsed.rowsIn,
    rowsGood: parsed.rowsGood,
    duplicatesInFile: parsed.duplicates,
    disagreementsInFile: parsed.disagreements,
    quarantined: parsed.quarantined,
    rowsOfUnknownStores: parsed.rowsOfUnknownStores,
    reasons: parsed.reasons,
    ...(parsed.note === null ? {} : { note: parsed.note }),
    ...(parsed.aheadFromMicros === null ? {} : { aheadFromMicros: parsed.aheadFromMicros }),
    span: parsed.span,
    hasOpenLine: parsed.hasOpenLine,
    rules,
    mark: markOf(fetched.sizeBytes, fetched.sha256, parsed),
  };

  async function parse(quarantinePath: string, rowsPath: string) {
    const parsed = await computing
      .run('parseFile', {
        path: filePath,
        nowMicros: rules.nowMicros,
        dialect: rules,
        resumeFrom: fetched.resumeFrom,
        readsOpenLine: fetched.isSeenAgain ?? true,
        sheet: fetched.file.sheet ?? null,
        rowsPath,
        partRows: rules.partRows,
        quarantinePath,
      })
      .catch((error: unknown) => {
        throw named(error, fetched.file.name);
      });
    return { parsed, keys: await publish(blobs, `${fetched.key}.rows-${attempt}`, parsed) };
  }
}

async function publish(blobs: Blobs, rowsKeys: string, { parts }: ParsedFile): Promise<string[]> {
  const keys: string[] = [];
  for (const part of parts) {
    const rowsKey = `${rowsKeys}-${keys.length}.parquet`;
    await blobs.write(rowsKey, (partPath) => rename(part.path, partPath));
    keys.push(rowsKey);
  }
  return keys;
}

function rowsOf(
  { kind, parts }: ParsedFile,
  keys: readonly string[],
): Pick<ValidatedFile, 'rowsKey' | 'parts'> {
  if (kind !== 'polls') return { rowsKey: keys[0] ?? null };
  return { rowsKey: null, parts: parts.flatMap(partOf) };

  function partOf(
    { rows, buckets, span }: ParsedFile['parts'][number],
    index: number,
  ): ValidatedOutputPart[] {
    const rowsKey = keys[index];
    return rowsKey !== undefined && span !== null ? [{ rowsKey, rows, buckets, span }] : [];
  }
}

function markOf(bytes: number, sha256: string, parsed: ParsedFile): ValidatedFile['mark'] {
  return { bytes, sha256, resumeBytes: parsed.end.bytes, resumeLines: parsed.end.lines };
}

function named(error: unknown, name: string): unknown {
  return error instanceof LoopwatchError
    ? new LoopwatchError(error.code, `${name}: ${error.message}`, error.remedy, {
        cause: error,
        about: error.about,
      })
    : error;
}
