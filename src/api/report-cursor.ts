import { isReportId } from '../contract/names';
import type { ReportCursor } from '../store/catalogue';

export function writeCursor({ requestedMicros, id }: ReportCursor): string {
  return Buffer.from(`${requestedMicros}.${id}`).toString('base64url');
}

/** @returns null where the text is no cursor of ours. */
export function parseCursor(text: string): ReportCursor | null {
  const [micros = '', id = ''] = Buffer.from(text, 'base64url').toString().split('.');
  return /^\d{1,16}$/.test(micros) && isReportId(id) ? { requestedMicros: Number(micros), id } : null;
}
