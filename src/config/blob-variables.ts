import path from 'node:path';
import { z } from 'zod';

const GIGABYTE = 1e9;
const cacheRule = 'must be a number of gigabytes from 0.1 to 100000';

/** The variables that say where blobs are kept. */
export const blobVariables = {
  LOOPWATCH_BLOBS: z
    .string()
    .trim()
    // Nothing that could hold a secret: `loopwatch doctor` shows it.
    .regex(
      /^(?:file:.+|s3:\/\/[^@?#]+(?:\?path-style=(?:true|false))?)$/,
      'must be file:<folder> or s3://bucket/prefix, with ?path-style=true or without',
    )
    .optional(),
  LOOPWATCH_BLOB_CACHE_GB: z.coerce.number(cacheRule).min(0.1, cacheRule).max(100_000, cacheRule).default(20),
};

export interface BlobSettings {
  /** As `openBlobs` takes it. */
  readonly url: string;
  /** How much of what lies in S3 is kept on this machine too. */
  readonly cacheBytes: number;
}

export function readBlobSettings(
  dataDir: string,
  values: z.output<z.ZodObject<typeof blobVariables>>,
): BlobSettings {
  return {
    url: values.LOOPWATCH_BLOBS ?? blobUrlIn(dataDir),
    cacheBytes: values.LOOPWATCH_BLOB_CACHE_GB * GIGABYTE,
  };
}

/** The blobs of a data folder that has no others; they need no cache. */
export function blobsIn(dataDir: string): BlobSettings {
  return { url: blobUrlIn(dataDir), cacheBytes: 0 };
}

function blobUrlIn(dataDir: string): string {
  return `file:${path.join(dataDir, 'blobs')}`;
}
