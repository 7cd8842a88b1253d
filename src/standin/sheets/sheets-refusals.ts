import { errorInfo, type Refusal, sheetsRefusal } from '../refusal';
import type { Tab } from './spreadsheet';

export function noSuchRange(range: string): Refusal {
  return sheetsRefusal('INVALID_ARGUMENT', `Unable to parse range: ${range}`);
}

export function outsideGrid(range: string, tab: Tab): Refusal {
  const limits = `Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`;
  return sheetsRefusal('INVALID_ARGUMENT', `Range (${range}) exceeds grid limits. ${limits}`);
}

export function noSuchSpreadsheet(): Refusal {
  return sheetsRefusal('NOT_FOUND', 'Requested entity was not found.');
}

export function notASpreadsheet(): Refusal {
  return sheetsRefusal('FAILED_PRECONDITION', 'This operation is not supported for this document');
}

export function tooManyReads(
  projectNumber: string,
  readsPerMinute: number,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  const metadata = {
    service: 'sheets.googleapis.com',
    quota_metric: 'sheets.googleapis.com/read_requests',
    quota_limit: 'ReadRequestsPerMinutePerUser',
    quota_limit_value: String(readsPerMinute),
    consumer: `projects/${projectNumber}`,
  };
  return sheetsRefusal(
    'RESOURCE_EXHAUSTED',
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' " +
      `of service 'sheets.googleapis.com' for consumer 'project_number:${projectNumber}'.`,
    [errorInfo('RATE_LIMIT_EXCEEDED', metadata)],
    headers,
  );
}
