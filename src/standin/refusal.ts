import { type Answer, jsonAnswer } from './answer';

/** An error answer, thrown anywhere in a handler. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

interface DriveReason {
  readonly reason: string;
  readonly message: string;
  readonly domain?: 'global' | 'usageLimits';
  readonly parameter?: string;
  readonly extendedHelp?: string;
}

/** Errors of Drive v3 have a list of reasons and no `status`. */
export function driveRefusal(code: number, about: DriveReason, headers: Answer['headers'] = {}): Refusal {
  const { reason, message, domain = 'global', parameter, extendedHelp } = about;
  const place = parameter ? { locationType: 'parameter', location: parameter } : {};
  const help = extendedHelp ? { extendedHelp } : {};
  const errors = [{ message, domain, reason, ...place, ...help }];
  return new Refusal(jsonAnswer(code, { error: { code, message, errors } }, headers));
}

export function fileNotFound(fileId: string): Refusal {
  return driveRefusal(404, {
    reason: 'notFound',
    message: `File not found: ${fileId}.`,
    parameter: 'fileId',
  });
}

export type SheetsStatus =
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'RESOURCE_EXHAUSTED'
  | 'INTERNAL'
  | 'UNAVAILABLE';

const HTTP_CODES: Readonly<Record<SheetsStatus, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** Errors of Sheets v4 have a `status` and optional `details`. */
export function sheetsRefusal(
  status: SheetsStatus,
  message: string,
  details: readonly object[] = [],
  headers: Answer['headers'] = {},
): Refusal {
  const code = HTTP_CODES[status];
  const error = { code, message, status, ...(details.length > 0 && { details }) };
  return new Refusal(jsonAnswer(code, { error }, headers));
}

export function noPermission(): Refusal {
  return sheetsRefusal('PERMISSION_DENIED', 'The caller does not have permission');
}

export function errorInfo(reason: string, metadata: Readonly<Record<string, string>> = {}): object {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata };
}
