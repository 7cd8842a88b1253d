import { S3ServiceException } from '@aws-sdk/client-s3';
import { LoopwatchError } from '../../../contract/errors';
import { systemCodeOf } from '../blob-files';
import type { S3Place } from './s3-place';

/** Answers below 500 that another attempt may not get. */
const PASSING_STATUSES: readonly number[] = [408, 409, 412, 425, 429];
const PASSING_NAMES: readonly string[] = ['RequestTimeout', 'BadDigest', 'IncompleteBody', 'InvalidDigest'];
/** Of this machine's disk, not of the server. */
const DISK_CODES: readonly string[] = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO', 'EMFILE', 'ENOENT'];

const CHECK =
  'Check LOOPWATCH_BLOBS, AWS_ENDPOINT_URL_S3, AWS_REGION and the credentials; docs/operations.md has the rights that they need.';

/** There is no such blob, or no such bucket: a server's answer to HEAD does not tell which. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name);
}

/** A write that was to be the first was not. */
export function isTaken(error: unknown): boolean {
  return statusOf(error) === 412;
}

/** Two writes met, and the server lets neither know how it ended. */
export function isContested(error: unknown): boolean {
  return statusOf(error) === 409;
}

function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}

export function missingBlob(key: string, { location }: S3Place): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${key} is missing from ${location}`,
    'Restore it from the backup or an older version in the bucket; a report needs all of its input.',
  );
}

/** What it means that one of several objects could not be removed. */
export function deletionError(code: string | undefined, { location }: S3Place): LoopwatchError {
  const what = `The store of files ${location} removes less than it was asked to: ${code ?? 'it does not say why'}`;
  return code === 'AccessDenied'
    ? new LoopwatchError('SETUP', what, CHECK)
    : new LoopwatchError('UNAVAILABLE', what);
}

/**
 * What a failed call means. Neither the server's own words nor the SDK's error go along: both may repeat what was sent.
 * @returns LoopwatchError SETUP where another attempt is of no use, else UNAVAILABLE; an error of this machine's disk as it is.
 */
export function toBlobError(error: unknown, { location }: S3Place): unknown {
  if (error instanceof LoopwatchError) return error;
  if (error instanceof S3ServiceException) {
    const status = statusOf(error) ?? 0;
    const isPassing =
      status >= 500 || PASSING_STATUSES.includes(status) || PASSING_NAMES.includes(error.name);
    const answer = `${error.name}, HTTP ${status}`;
    return isPassing
      ? new LoopwatchError('UNAVAILABLE', `The store of files ${location} cannot serve now: ${answer}`)
      : new LoopwatchError('SETUP', `The store of files ${location} refuses: ${answer}`, CHECK);
  }
  const code = systemCodeOf(error);
  if (code !== null && DISK_CODES.includes(code)) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'CredentialsProviderError')
    return new LoopwatchError('SETUP', `There are no credentials for the store of files ${location}`, CHECK);
  if (/^region (?:is missing|not accepted)/i.test(message))
    return new LoopwatchError('SETUP', `There is no region for the store of files ${location}`, CHECK);
  return new LoopwatchError(
    'UNAVAILABLE',
    `The store of files ${location} does not answer: ${code ?? name}`,
    'See that it runs and that this machine reaches it.',
  );
}
