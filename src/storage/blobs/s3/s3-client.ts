import { S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from './s3-place';

/**
 * Endpoint, region and credentials are the SDK's own business: its variables, profiles and roles all hold. Its checksums too:
 * by default each upload bears a CRC and each download is held against it; AWS_REQUEST_CHECKSUM_CALCULATION and
 * AWS_RESPONSE_CHECKSUM_VALIDATION say otherwise for a server that knows none.
 */
export function createS3Client({ pathStyle }: S3Place): S3Client {
  return new S3Client({
    forcePathStyle: pathStyle,
    // With its back-off some two seconds at most: a longer outage is for the activity's own retries, which can be seen.
    retryMode: 'standard',
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 5_000,
      // Until the answer begins: four parts of an upload may share a slow line.
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      // A download may take long, but not without a byte.
      socketTimeout: 60_000,
    },
  });
}
