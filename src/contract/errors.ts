/** Every deliberate failure of Loopwatch, with its HTTP status and whether a retry may help. */
const ERROR_TABLE = {
  INVALID_INPUT: { httpStatus: 400, retryable: false },
  UNAUTHORIZED: { httpStatus: 401, retryable: false },
  FORBIDDEN: { httpStatus: 403, retryable: false },
  NOT_FOUND: { httpStatus: 404, retryable: false },
  NOT_READY: { httpStatus: 409, retryable: false },
  LIMIT_REACHED: { httpStatus: 409, retryable: false },
  NO_DATA: { httpStatus: 409, retryable: false },
  FILE_REJECTED: { httpStatus: 422, retryable: false },
  SOURCE_UNREADABLE: { httpStatus: 502, retryable: false },
  SOURCE_BUSY: { httpStatus: 503, retryable: true },
  STORAGE_CONFLICT: { httpStatus: 503, retryable: true },
  SUPERSEDED: { httpStatus: 503, retryable: false },
  STORAGE_FULL: { httpStatus: 507, retryable: true },
  STORAGE_DAMAGED: { httpStatus: 500, retryable: false },
  UNAVAILABLE: { httpStatus: 503, retryable: true },
  SETUP: { httpStatus: 500, retryable: false },
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;

export interface LoopwatchErrorOptions extends ErrorOptions {
  /** When to retry, if the failure states it. */
  readonly retryAfterMillis?: number;
  /** Not a fault: a retry is part of the normal course. */
  readonly isExpected?: boolean;
  /** Which kind of input it is about, if that is known. */
  readonly about?: string | null;
}

/** A failure for people: `message` states what happened and where, `remedy` what to do. */
export class LoopwatchError extends Error {
  override readonly name = 'LoopwatchError';
  readonly retryAfterMillis: number | null;
  readonly isExpected: boolean;
  readonly about: string | null;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly remedy: string | null = null,
    options?: LoopwatchErrorOptions,
  ) {
    super(message, options);
    this.retryAfterMillis = options?.retryAfterMillis ?? null;
    this.isExpected = options?.isExpected ?? false;
    this.about = options?.about ?? null;
  }
}

export function httpStatusOf(code: ErrorCode): number {
  return ERROR_TABLE[code].httpStatus;
}

export function isRetryable(code: ErrorCode): boolean {
  return ERROR_TABLE[code].retryable;
}

export function isCode(error: unknown, code: ErrorCode): error is LoopwatchError {
  return error instanceof LoopwatchError && error.code === code;
}

export function isErrorCode(text: string | null | undefined): text is ErrorCode {
  return typeof text === 'string' && text in ERROR_TABLE;
}

/** One line for people: what happened, then what to do. */
export function describeError(error: unknown): string {
  if (error instanceof LoopwatchError)
    return error.remedy ? `${error.message}. ${error.remedy}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
