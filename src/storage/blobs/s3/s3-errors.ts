import { S3ServiceException } from '@aws-sdk/client-s3';
import { diskErrorOf, systemCodeOf } from '../../../contract/disk-errors';
import { LoopwatchError } from '../../../contract/errors';
import type { S3Place } from './s3-place';

/** Statuses below 500 that are worth a retry. */
const RETRYABLE_STATUSES: readonly number[] = [408, 409, 412, 425, 429];
const RETRYABLE_NAMES: readonly string[] = ['RequestTimeout', 'BadDigest', 'IncompleteBody', 'InvalidDigest'];

const CHECK =
  'Check LOOPWATCH_BLOBS, AWS_ENDPOINT_URL_S3, AWS_REGION and the credentials; docs/operations.md lists the permissions that they need.';

/** The blob or the bucket does not exist: the answer to HEAD does not say which. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name);
}

/** The object exists already, so `onlyIfNone` refused the write. */
export function isTaken(error: unknown): boolean {
  return statusOf(error) === 412;
}

/** Two writes ran at the same time, and the server does not say which one won. */
export function isContested(error: unknown): boolean {
  return statusOf(error) === 409;
}

/** The SDK compares each answer with the checksum that S3 keeps with the object. */
export function isOtherContent(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Checksum mismatch');
}

function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}

/** The error for an object of a batch that could not be removed. */
export function deletionError(code: string | undefined, { location }: S3Place): LoopwatchError {
  const what = `The file storage ${location} did not remove every file: ${code ?? 'it gave no reason'}`;
  return code === 'AccessDenied'
    ? new LoopwatchError('SETUP', what, CHECK)
    : new LoopwatchError('UNAVAILABLE', what);
}

/**
 * The error for a failed call. It omits the server's message and the SDK's error: both may repeat the request.
 * @returns LoopwatchError SETUP when a retry is useless, else UNAVAILABLE; an error of this machine's disk stays as it is.
 */
export function toBlobError(error: unknown, { location }: S3Place): unknown {
  if (error instanceof LoopwatchError) return error;
  if (error instanceof S3ServiceException) {
    const status = statusOf(error) ?? 0;
    const isRetryable =
      status >= 500 || RETRYABLE_STATUSES.includes(status) || RETRYABLE_NAMES.includes(error.name);
    const answer = `${error.name}, HTTP ${status}`;
    return isRetryable
      ? new LoopwatchError('UNAVAILABLE', `The file storage ${location} is not available now: ${answer}`)
      : new LoopwatchError('SETUP', `The file storage ${location} refused the request: ${answer}`, CHECK);
  }
  const code = systemCodeOf(error);
  if (code === 'ENOENT' || diskErrorOf(error)) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'CredentialsProviderError')
    return new LoopwatchError('SETUP', `There are no credentials for the file storage ${location}`, CHECK);
  if (/^region (?:is missing|not accepted)/i.test(message))
    return new LoopwatchError('SETUP', `There is no region for the file storage ${location}`, CHECK);
  return new LoopwatchError(
    'UNAVAILABLE',
    `The file storage ${location} does not answer: ${code ?? name}`,
    'Check that it runs and that this machine reaches it.',
  );
}
