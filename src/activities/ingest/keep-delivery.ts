import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Delivery, ValidatedFile } from '../../contract/inputs';
import { DELIVERIES_FOLDER } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';

/** The fastest: the hour's file is small, and the first one may be large. */
const LEVEL = 1;
const CHUNK_BYTES = 1024 * 1024;

/** Keeps the content of a fetched file: of one that grew, only what is new. @returns null where none are kept */
export async function keepDelivery(
  { blobs, sources, retention }: Pick<ActivityPorts, 'blobs' | 'sources' | 'retention'>,
  { fetched, rules, span }: ValidatedFile,
): Promise<Delivery | null> {
  if (retention.deliveriesDays === 0 || rules === undefined) return null;
  const { base = null, sizeBytes, sha256, resumeFrom, isSeenAgain = true, file } = fetched;
  const path = await blobs.localPath(fetched.key);
  const { key } = await blobs.writeHashed(DELIVERIES_FOLDER, 'gz', (toPath) =>
    pipeline(
      createReadStream(path, { start: base?.bytes ?? 0, highWaterMark: CHUNK_BYTES }),
      createGzip({ level: LEVEL, chunkSize: CHUNK_BYTES }),
      createWriteStream(toPath),
    ),
  );
  return {
    key,
    base,
    sizeBytes,
    sha256,
    sheet: file.sheet ?? null,
    resumeFrom,
    isSeenAgain,
    reading: rules,
    span,
    sourceIds: sources.map(({ id }) => id),
  };
}
