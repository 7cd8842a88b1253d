import { LoopwatchError } from '../../contract/errors';
import type { ReportOptions } from '../../contract/report';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { findPinned, type Pinned } from '../../storage/catalogue/pin-report';

/** What a report was asked for, and the inputs that were pinned for it. @throws LoopwatchError STORAGE_DAMAGED */
export async function pinnedRecord(
  catalogue: Catalogue,
  reportId: string,
): Promise<Pinned & { readonly options: ReportOptions }> {
  const record = await catalogue.reports.get(reportId);
  if (!record?.pins)
    throw new LoopwatchError(
      'STORAGE_DAMAGED',
      `The catalogue does not know what report ${reportId} is made of`,
      'Ask for the report again.',
    );
  const { pins, options } = record;
  return { pins, options, ...(await findPinned(catalogue, pins)) };
}
