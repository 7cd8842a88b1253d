import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Delivery } from '../../contract/file-reading';
import type { FetchedFile, ValidatedFile } from '../../contract/inputs';
import { contentKey } from '../../storage/blobs/blob-keys';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import { COMPRESSED, DELIVERIES_FOLDER } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';

const LARGE_BYTES = 16 * 1024 * 1024;
/** The fastest. */
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

/** A large file is kept as it came: to compress it would take longer than to read its polls. */
async function writeContent(
  { blobs }: Pick<ActivityPorts, 'blobs'>,
  fetched: FetchedFile,
): Promise<Pick<Delivery, 'key' | 'base'>> {
  const base = fetched.base ?? null;
  if (base === null && fetched.sizeBytes > LARGE_BYTES) {
    const key = contentKey(DELIVERIES_FOLDER, fetched.sha256, 'raw');
    await blobs.copy(fetched.key, key);
    return { key, base };
  }
  const path = await blobs.localPath(fetched.key);
  const { key } = await blobs.writeHashed(DELIVERIES_FOLDER, COMPRESSED, (toPath) =>
    pipeline(
      createReadStream(path, { start: base?.bytes ?? 0, highWaterMark: CHUNK_BYTES }),
      createGzip({ level: LEVEL, chunkSize: CHUNK_BYTES }),
      createWriteStream(toPath),
    ),
  );
  return { key, base };
}
