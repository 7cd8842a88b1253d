import { LoopwatchError } from '../../../contract/errors';
import { isKey } from '../blob-keys';

/** A bucket, and the part of it that is ours. */
export interface S3Place {
  readonly bucket: string;
  /** Before every key; empty, or with a slash at its end. */
  readonly prefix: string;
  /** Whether the bucket stands in the path of an address and not in its host name. */
  readonly pathStyle: boolean;
  /** For people. */
  readonly location: string;
}

/** @throws LoopwatchError SETUP where it is not `s3://bucket/prefix`, with `?path-style=true` or without. */
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
    // The text itself is not repeated: someone may have put a secret into it.
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
