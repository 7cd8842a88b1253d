import { z } from 'zod';
import { diskErrorOf } from '../../contract/disk-errors';
import { LoopwatchError } from '../../contract/errors';

const detailsSchema = z.object({ reason: z.string().optional() }).loose();
const errorSchema = z.object({
  message: z.string().optional(),
  status: z.string().optional(),
  errors: z.array(detailsSchema).optional(),
  details: z.array(detailsSchema).optional(),
});
/** In answers of the APIs, `error` is an object; in answers of the token endpoint, it is a string. */
const bodySchema = z.object({ error: z.union([errorSchema, z.string()]) });
const failureSchema = z.object({
  message: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
  status: z.number().optional(),
  response: z
    .object({ status: z.number(), headers: z.unknown().optional(), data: z.unknown().optional() })
    .optional(),
});

const BUSY_REASONS = [
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'RATE_LIMIT_EXCEEDED',
  'sharingRateLimitExceeded',
];
const DISABLED_REASONS = ['accessNotConfigured', 'SERVICE_DISABLED'];
const DAILY_REASONS = ['dailyLimitExceeded', 'quotaExceeded'];
const BUSY_STATUSES = [408, 429, 500, 502, 503, 504];
const MESSAGE_CHARACTERS = 200;

interface Failure {
  /** null: no answer. */
  readonly status: number | null;
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMillis: number | null;
}

/**
 * Explains an error of the client library to the owner of the data. It omits the error itself: that may hold tokens. An
 * error of the disk that the download goes to is no fault of Google.
 */
export function describeGoogleFailure(error: unknown, what: string, account: string): LoopwatchError {
  if (error instanceof LoopwatchError) return error;
  const ofDisk = diskErrorOf(error);
  if (ofDisk) return ofDisk;
  const failure = readFailure(error);
  if (isBusy(failure)) {
    const { retryAfterMillis } = failure;
    return new LoopwatchError(
      'SOURCE_BUSY',
      `${what}: Google does not answer as it should (${shortReason(failure)})`,
      'It is tried again.',
      retryAfterMillis === null ? {} : { retryAfterMillis },
    );
  }
  const { message, remedy } = refusalOf(failure, what, account);
  return new LoopwatchError('SOURCE_UNREADABLE', message, remedy);
}

/** The content changed during the download. */
export function changedWhileRead(what: string): LoopwatchError {
  return new LoopwatchError('SOURCE_BUSY', `${what} was changed while it was read`, 'It is read again.');
}

/** Whether an API refused the token; refusals of the token endpoint have another status. */
export function isTokenRefused(error: unknown): boolean {
  return readFailure(error).status === 401;
}

function isBusy({ status, reason }: Failure): boolean {
  if (status === null) return true;
  if (DAILY_REASONS.includes(reason)) return false;
  return BUSY_STATUSES.includes(status) || (status === 403 && BUSY_REASONS.includes(reason));
}

function refusalOf(failure: Failure, what: string, account: string): { message: string; remedy: string } {
  const { status, reason } = failure;
  if (status === 401 || reason === 'invalid_grant' || reason === 'invalid_client')
    return {
      message: `${what}: Google does not accept the key of ${account} (${shortReason(failure)})`,
      remedy: "Make a new key, put it in place of the old one, and check this machine's clock.",
    };
  if (DISABLED_REASONS.includes(reason))
    return {
      message: `${what}: an API is not enabled in the Google Cloud project of ${account} (${shortReason(failure)})`,
      remedy: 'Enable the Google Drive API and the Google Sheets API there, and wait a few minutes.',
    };
  if (reason === 'exportSizeLimitExceeded')
    return {
      message: `${what} is too large for Google to export`,
      remedy: 'Share it as a Google Sheet, or upload it as a CSV file.',
    };
  if (DAILY_REASONS.includes(reason))
    return {
      message: `${what}: the quota of the Google Cloud project of ${account} is used up (${shortReason(failure)})`,
      remedy: 'Wait until it is renewed, or ask for more in the Google Cloud console.',
    };
  if (status === 404)
    return {
      message: `${what} was not found, or is not shared with ${account}`,
      remedy: `Check the id, and share it with ${account} as a viewer.`,
    };
  if (status === 403)
    return {
      message: `${what} may not be read by ${account} (${shortReason(failure)})`,
      remedy: `Share it with ${account} as a viewer.`,
    };
  return {
    message: `${what}: Google refuses (${shortReason(failure)})`,
    remedy: 'docs/google.md lists what Google answers.',
  };
}

function shortReason({ status, reason, message }: Failure): string {
  const words = message.replace(/\s+/g, ' ').slice(0, MESSAGE_CHARACTERS);
  return [status, reason, words].filter((part) => part !== null && part !== '').join(' ');
}

function readFailure(error: unknown): Failure {
  const parsed = failureSchema.safeParse(error).data ?? {};
  const { response } = parsed;
  const status = response?.status ?? parsed.status ?? null;
  const body = bodySchema.safeParse(jsonOf(response?.data)).data?.error;
  const own = typeof body === 'object' ? body : null;
  const reason =
    typeof body === 'string'
      ? body
      : (own?.errors?.[0]?.reason ?? own?.details?.find((detail) => detail.reason)?.reason ?? '');
  return {
    status,
    reason,
    message: own?.message ?? parsed.message ?? String(error),
    retryAfterMillis: retryAfter(response?.headers),
  };
}

/** The body of a failed download is text. */
function jsonOf(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function retryAfter(headers: unknown): number | null {
  const text = hasGet(headers) ? headers.get('retry-after') : null;
  return typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) * 1_000 : null;
}

/** Checks the method, not the class: the library has its own headers class. */
function hasGet(value: unknown): value is { get(name: string): unknown } {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}
