import type { Response } from 'express';
import type { RenderedFile, ReportFormat } from '../contract/report';
import { formatInstant } from '../domain/instants';
import type { ApiPorts } from './ports';
import { ApiProblem } from './problem';
import type { ReportStatus } from './report-status';
import { requireCompleted } from './require-completed';

export const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
};

/** Streams a report's file as a download. @throws ApiProblem where there is none, and why. */
export async function sendReportFile(
  { blobs }: Pick<ApiPorts, 'blobs'>,
  status: ReportStatus,
  format: ReportFormat,
  res: Response,
): Promise<void> {
  const file = requireFile(status, format);
  const path = await blobs.localPath(file.key);
  await new Promise<void>((resolve, reject) => {
    const headers = {
      'Content-Type': MEDIA_TYPES[format],
      'Content-Disposition': `attachment; filename="${fileNameOf(status, format)}"`,
      'Cache-Control': 'private, no-cache',
      // A finished report's file never changes.
      ETag: `"${status.id}.${format}"`,
    };
    const options = { dotfiles: 'allow', acceptRanges: false, cacheControl: false, headers } as const;
    res.sendFile(path, options, (error) => {
      // Once the headers are out, the reader has gone away: nobody is left to tell.
      if (error && !res.headersSent) reject(error);
      else resolve();
    });
  });
}

function requireFile(status: ReportStatus, format: ReportFormat): RenderedFile {
  requireCompleted(status);
  const file = status.files.find((each) => each.format === format);
  if (file) return file;
  const made = status.files.map((each) => each.format).join(', ') || 'none';
  throw new ApiProblem(
    'format-not-made',
    `Report ${status.id} was not made as ${format}. It was made as: ${made}.`,
  );
}

function fileNameOf({ id, pins }: ReportStatus, format: ReportFormat): string {
  const asOf = pins ? `${formatInstant(pins.asOfMicros).slice(0, 10)}-` : '';
  return `loopwatch-report-${asOf}${id.slice(0, 8)}.${format}`;
}
