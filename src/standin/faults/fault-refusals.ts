import { jsonAnswer, textAnswer } from '../answer';
import { driveRefusal, errorInfo, noPermission, Refusal, sheetsRefusal } from '../refusal';
import type { SeenRequest } from '../request';
import { tooManyReads } from '../sheets/sheets-refusals';

export const FAULT_REFUSALS = [
  '429 rateLimitExceeded',
  '403 rateLimitExceeded',
  '403 userRateLimitExceeded',
  '403 accessNotConfigured',
  '403 exportSizeLimitExceeded',
  '403 insufficientFilePermissions',
  '500 backendError',
  '502 backendError',
  '503 backendError',
] as const;

export type FaultRefusal = (typeof FAULT_REFUSALS)[number];
type Headers = Readonly<Record<string, string>>;

/** In the words of each API. Sheets uses its nearest error for those that only Drive has. */
export function faultRefusal(
  as: FaultRefusal,
  { api }: SeenRequest,
  projectNumber: string,
  headers: Headers,
): Refusal {
  if (as === '502 backendError') return badGateway(headers);
  if (api === 'token') return tokenRefusal(Number(as.slice(0, 3)), headers);
  return api === 'drive' ? ofDrive(as, projectNumber, headers) : ofSheets(as, projectNumber, headers);
}

type Worded = Exclude<FaultRefusal, '502 backendError'>;

function ofDrive(as: Worded, projectNumber: string, headers: Headers): Refusal {
  const code = Number(as.slice(0, 3));
  switch (as) {
    case '429 rateLimitExceeded':
    case '403 rateLimitExceeded':
      return driveRefusal(code, limitOf('rateLimitExceeded', 'Rate Limit Exceeded'), headers);
    case '403 userRateLimitExceeded':
      return driveRefusal(code, limitOf('userRateLimitExceeded', 'User Rate Limit Exceeded'), headers);
    case '403 accessNotConfigured': {
      const { message, extendedHelp } = apiDisabled('Drive', projectNumber);
      return driveRefusal(code, { ...limitOf('accessNotConfigured', message), extendedHelp }, headers);
    }
    case '403 exportSizeLimitExceeded':
      return driveRefusal(code, {
        reason: 'exportSizeLimitExceeded',
        message: 'This file is too large to be exported.',
      });
    case '403 insufficientFilePermissions':
      return driveRefusal(code, {
        reason: 'insufficientFilePermissions',
        message: 'The user does not have sufficient permissions for this file.',
      });
    case '500 backendError':
    case '503 backendError':
      return driveRefusal(code, { reason: 'backendError', message: 'Backend Error' }, headers);
  }
}

function ofSheets(as: Worded, projectNumber: string, headers: Headers): Refusal {
  switch (as) {
    case '429 rateLimitExceeded':
    case '403 rateLimitExceeded':
    case '403 userRateLimitExceeded':
      return tooManyReads(projectNumber, 60, headers);
    case '403 accessNotConfigured': {
      const { message } = apiDisabled('Sheets', projectNumber);
      const metadata = { service: 'sheets.googleapis.com', consumer: `projects/${projectNumber}` };
      return sheetsRefusal('PERMISSION_DENIED', message, [errorInfo('SERVICE_DISABLED', metadata)], headers);
    }
    case '403 exportSizeLimitExceeded':
    case '403 insufficientFilePermissions':
      return noPermission();
    case '500 backendError':
      return sheetsRefusal('INTERNAL', 'Internal error encountered.', [], headers);
    case '503 backendError':
      return sheetsRefusal('UNAVAILABLE', 'The service is currently unavailable.', [], headers);
  }
}

function limitOf(
  reason: string,
  message: string,
): { reason: string; message: string; domain: 'usageLimits' } {
  return { reason, message, domain: 'usageLimits' };
}

function apiDisabled(api: 'Drive' | 'Sheets', project: string): { message: string; extendedHelp: string } {
  const host = `${api.toLowerCase()}.googleapis.com`;
  const extendedHelp = `https://console.developers.google.com/apis/api/${host}/overview?project=${project}`;
  const message =
    `Google ${api} API has not been used in project ${project} before or it is disabled. ` +
    `Enable it by visiting ${extendedHelp} then retry. If you enabled this API recently, ` +
    'wait a few minutes for the action to propagate to our systems and retry.';
  return { message, extendedHelp };
}

function tokenRefusal(code: number, headers: Headers): Refusal {
  const body =
    code >= 500
      ? { error: 'internal_failure', error_description: 'Backend Error' }
      : { error: 'rate_limit_exceeded', error_description: 'Rate Limit Exceeded' };
  return new Refusal(jsonAnswer(code, body, headers));
}

/** Google's front end answers a 502 with a page instead of JSON. */
function badGateway(headers: Headers): Refusal {
  const page =
    '<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title>' +
    '<p><b>502.</b> <ins>That’s an error.</ins> The server encountered a temporary error.</html>';
  return new Refusal(textAnswer(502, 'text/html; charset=UTF-8', page, headers));
}
