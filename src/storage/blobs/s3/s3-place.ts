import { LoopwatchError } from '../../../contract/errors';
import { isKey } from '../blob-keys';

/** A bucket, and the prefix of our keys in it. */
export interface S3Place {
  readonly bucket: string;
  /** Precedes every key; empty, or ends with a slash. */
  readonly prefix: string;
  /** Whether URLs name the bucket in the path instead of the host name. */
  readonly pathStyle: boolean;
  /** To show to people. */
  readonly location: string;
}

/** @throws LoopwatchError SETUP unless it is `s3://bucket/prefix`, with or without `?path-style=true`. */
export function parseS3Place(url: string): S3Place {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const { protocol, hostname: bucket, search, username, password, port, hash, pathname } = parsed ?? {};
  const prefix = (pathname ?? '').replace(/^\/|\/$/g, '');
  const isPlain = !username && !password && !port && !hash;
  if (
    protocol !== 's3:' ||
    !bucket ||
    !isPlain ||
    !(prefix === '' || isKey(prefix)) ||
    !['', '?path-style=true', '?path-style=false'].includes(search ?? '')
  )
    // Do not repeat the text: it may hold a secret.
    throw new LoopwatchError(
      'SETUP',
      'LOOPWATCH_BLOBS must be s3://bucket/prefix, with ?path-style=true where the server wants it, and nothing else',
      'Endpoint, region and credentials are set by AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  return {
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    pathStyle: search === '?path-style=true',
    location: `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
  };
}
