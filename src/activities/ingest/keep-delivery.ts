import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Delivery, FetchedFile, ValidatedFile } from '../../contract/inputs';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import { DELIVERIES_FOLDER } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';

/** The fastest: the hour's file is small, and the first one may be large. */
const LEVEL = 1;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Keeps the content of a fetched file: of one that grew, only what is new.
 * @param before the file's state: the same content is kept once @returns null where none are kept
 */
export async function keepDelivery(
  ports: Pick<ActivityPorts, 'blobs' | 'sources' | 'retention'>,
  { fetched, rules, span }: ValidatedFile,
  before: SourceFileState | null,
): Promise<Delivery | null> {
  if (ports.retention.deliveriesDays === 0 || rules === undefined) return null;
  const { sizeBytes, sha256, resumeFrom, isSeenAgain = true, file } = fetched;
  const kept = before?.reading?.delivery;
  const isKept = kept?.sha256 === sha256 && (await ports.blobs.exists(kept.key));
  const content = isKept ? kept : await writeContent(ports, fetched);
  return {
    key: content.key,
    base: content.base,
    sizeBytes,
    sha256,
    sheet: file.sheet ?? null,
    resumeFrom,
    isSeenAgain,
    reading: rules,
    span,
    sourceIds: ports.sources.map(({ id }) => id),
  };
}

async function writeContent(
  { blobs }: Pick<ActivityPorts, 'blobs'>,
  fetched: FetchedFile,
): Promise<Pick<Delivery, 'key' | 'base'>> {
  const base = fetched.base ?? null;
  const path = await blobs.localPath(fetched.key);
  const { key } = await blobs.writeHashed(DELIVERIES_FOLDER, 'gz', (toPath) =>
    pipeline(
      createReadStream(path, { start: base?.bytes ?? 0, highWaterMark: CHUNK_BYTES }),
      createGzip({ level: LEVEL, chunkSize: CHUNK_BYTES }),
      createWriteStream(toPath),
    ),
  );
  return { key, base };
}
