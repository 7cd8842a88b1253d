import { LoopwatchError } from '../../contract/errors';
import type { ReportOptions, ReportQuality } from '../../contract/report';
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

/** What of a report's quality its inputs alone say. */
export function pinnedQuality({
  log,
  hours,
  timezones,
}: Omit<Pinned, 'pins'>): Pick<ReportQuality, 'rowsIn' | 'duplicates' | 'disagreements' | 'quarantined'> {
  return {
    rowsIn: log.rowsInTotal,
    duplicates: log.duplicatesTotal,
    disagreements: log.disagreementsTotal,
    quarantined: {
      polls: log.quarantinedTotal,
      hours: hours?.quarantined ?? 0,
      timezones: timezones?.quarantined ?? 0,
    },
  };
}
