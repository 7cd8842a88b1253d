import { stat } from 'node:fs/promises';
import { LoopwatchError } from '../../contract/errors';
import type { RenderedFile, ReportFormat } from '../../contract/report';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import type { ReportStatus } from './report-status';
import { requireCompleted } from './require-completed';

/** A report's file of a format. @throws ApiProblem where there is none, and why. */
export function requireFile(status: ReportStatus, format: ReportFormat): RenderedFile {
  requireCompleted(status);
  const file = status.files.find((each) => each.format === format);
  if (file) return file;
  const made = status.files.map((each) => each.format).join(', ') || 'none';
  throw new ApiProblem(
    'format-not-made',
    `Report ${status.id} was not made as ${format}. It was made as: ${made}.`,
  );
}

/** Where a report's file is, as long as it was when it was made. @throws LoopwatchError STORAGE_DAMAGED */
export async function pathOfWhole(
  blobs: ApiPorts['blobs'],
  { key, sizeBytes }: RenderedFile,
): Promise<string> {
  const path = await blobs.localPath(key);
  const { size } = await stat(path);
  if (size === sizeBytes) return path;
  throw new LoopwatchError(
    'STORAGE_DAMAGED',
    `The stored file ${key} has ${size} bytes instead of ${sizeBytes}`,
    'Restore the data folder from its backup, or ask for the report again.',
  );
}
