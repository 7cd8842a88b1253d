import path from 'node:path';
import { z } from 'zod';
import { setting } from './setting';

const GIGABYTE = 1e9;
const cacheRule = 'must be a number of gigabytes from 0.1 to 100000';

/** Where blobs are kept. */
export const blobSettings = {
  LOOPWATCH_BLOBS: setting(
    z
      .string()
      .trim()
      // No part may hold a secret: `loopwatch doctor` shows it.
      .regex(
        /^(?:file:.+|s3:\/\/[^@?#]+(?:\?path-style=(?:true|false))?)$/,
        'must be file:<folder> or s3://bucket/prefix, with ?path-style=true or without',
      )
      .optional(),
    {
      meaning:
        'where files are kept: `file:<folder>`, or `s3://bucket/prefix`, with `?path-style=true` where the server needs it: [below](#files-in-s3)',
      defaultWords: '`file:` and the folder `blobs` in the data folder',
    },
  ),
  LOOPWATCH_BLOB_CACHE_GB: setting(
    z.coerce.number(cacheRule).min(0.1, cacheRule).max(100_000, cacheRule).default(20),
    { meaning: 'how many gigabytes of the files in S3 this machine also keeps' },
  ),
};

export interface BlobSettings {
  /** As `openBlobs` takes it. */
  readonly url: string;
  /** How much of the files in S3 this machine also keeps. */
  readonly cacheBytes: number;
}

export function readBlobSettings(
  dataDir: string,
  values: z.output<z.ZodObject<typeof blobSettings>>,
): BlobSettings {
  return {
    url: values.LOOPWATCH_BLOBS ?? blobUrlIn(dataDir),
    cacheBytes: values.LOOPWATCH_BLOB_CACHE_GB * GIGABYTE,
  };
}

/** The blobs inside a data folder. They need no cache. */
export function blobsIn(dataDir: string): BlobSettings {
  return { url: blobUrlIn(dataDir), cacheBytes: 0 };
}

function blobUrlIn(dataDir: string): string {
  return `file:${path.join(dataDir, 'blobs')}`;
}
