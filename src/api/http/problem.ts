import { type ErrorCode, httpStatusOf } from '../../contract/errors';

/** Every way that a request can fail. The names are part of the API, and docs/api.md lists them. */
export const PROBLEMS = {
  'invalid-input': { status: httpStatusOf('INVALID_INPUT'), title: 'The request is invalid' },
  unauthorized: { status: httpStatusOf('UNAUTHORIZED'), title: 'The request needs credentials' },
  forbidden: { status: httpStatusOf('FORBIDDEN'), title: 'The request is refused' },
  'insufficient-scope': { status: 403, title: 'The key does not allow this' },
  'not-found': { status: httpStatusOf('NOT_FOUND'), title: 'Not found' },
  'format-not-made': { status: 404, title: 'The report was not made in this format' },
  'figures-not-kept': { status: 404, title: 'The figures of this report are not stored' },
  'method-not-allowed': { status: 405, title: 'This address does not allow this method' },
  'not-ready': { status: httpStatusOf('NOT_READY'), title: 'The report is not ready yet' },
  'report-failed': { status: 409, title: 'The report failed' },
  'report-cancelled': { status: 409, title: 'The report was cancelled' },
  'not-comparable': { status: 409, title: 'The reports cannot be compared' },
  'already-finished': { status: 409, title: 'The report has already finished' },
  'limit-reached': { status: httpStatusOf('LIMIT_REACHED'), title: 'The limit is reached' },
  'no-data': { status: httpStatusOf('NO_DATA'), title: 'There is no data yet' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'range-not-satisfiable': { status: 416, title: 'The file does not have this range' },
  'unsupported-media-type': { status: 415, title: 'The body has an unsupported media type' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'file-rejected': { status: httpStatusOf('FILE_REJECTED'), title: 'A file cannot be used' },
  internal: { status: 500, title: 'Internal error' },
  'storage-damaged': {
    status: httpStatusOf('STORAGE_DAMAGED'),
    title: 'A stored file is missing or damaged',
  },
  setup: { status: httpStatusOf('SETUP'), title: 'Loopwatch is not set up correctly' },
  'source-unreadable': {
    status: httpStatusOf('SOURCE_UNREADABLE'),
    title: 'A source of polls cannot be read',
  },
  'source-busy': { status: httpStatusOf('SOURCE_BUSY'), title: 'A source of polls is busy' },
  'storage-conflict': { status: httpStatusOf('STORAGE_CONFLICT'), title: 'Two writes conflicted' },
  'too-many-streams': { status: 503, title: 'Too many event streams are open' },
  unavailable: { status: httpStatusOf('UNAVAILABLE'), title: 'A part of Loopwatch does not answer' },
  'storage-full': { status: httpStatusOf('STORAGE_FULL'), title: 'A disk of Loopwatch is full' },
} as const;

export type ProblemType = keyof typeof PROBLEMS;

export function isProblemType(text: string): text is ProblemType {
  return Object.hasOwn(PROBLEMS, text);
}

const PROBLEM_OF_CODE: Readonly<Record<ErrorCode, ProblemType>> = {
  INVALID_INPUT: 'invalid-input',
  UNAUTHORIZED: 'unauthorized',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not-found',
  NOT_READY: 'not-ready',
  LIMIT_REACHED: 'limit-reached',
  NO_DATA: 'no-data',
  FILE_REJECTED: 'file-rejected',
  SOURCE_UNREADABLE: 'source-unreadable',
  SOURCE_BUSY: 'source-busy',
  STORAGE_CONFLICT: 'storage-conflict',
  // Only ingestions meet it, and no caller sees it.
  SUPERSEDED: 'storage-conflict',
  STORAGE_DAMAGED: 'storage-damaged',
  STORAGE_FULL: 'storage-full',
  UNAVAILABLE: 'unavailable',
  SETUP: 'setup',
};

export interface FieldFault {
  /** Dotted, for example `stores.2`; empty for the whole input. */
  readonly field: string;
  /** For example `must be one of csv, json, pdf`. */
  readonly fault: string;
}

interface ProblemExtras {
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that failed. `detail` tells the caller why. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly errors: readonly FieldFault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly type: ProblemType,
    readonly detail: string,
    extras: ProblemExtras = {},
  ) {
    super(detail);
    this.errors = extras.errors;
    this.headers = extras.headers ?? {};
  }

  get status(): number {
    return PROBLEMS[this.type].status;
  }
}

export function problemTypeOf(code: ErrorCode): ProblemType {
  return PROBLEM_OF_CODE[code];
}
