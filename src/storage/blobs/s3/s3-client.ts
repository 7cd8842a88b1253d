import { S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from './s3-place';

/**
 * The SDK finds endpoint, region and credentials by itself: its variables, profiles and roles all work. By default it sends
 * a CRC with each upload and checks it on each download; for a server without checksums, set
 * AWS_REQUEST_CHECKSUM_CALCULATION and AWS_RESPONSE_CHECKSUM_VALIDATION.
 */
export function createS3Client({ pathStyle }: S3Place): S3Client {
  return new S3Client({
    forcePathStyle: pathStyle,
    // About two seconds with back-off: leave a longer outage to the activity's retries, which people can see.
    retryMode: 'standard',
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 5_000,
      // Until the answer begins: four pieces of a multipart upload may share a slow line.
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      // A download may take long, but must keep receiving bytes.
      socketTimeout: 60_000,
    },
  });
}
