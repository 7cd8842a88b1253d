import { LoopwatchError } from '../../contract/errors';
import type { ReportOptions, ReportQuality } from '../../contract/report';
import { byVersionedKind } from '../../contract/versioned-inputs';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { findPinned, type Pinned } from '../../storage/catalogue/pin-report';

/** The options of a report and its pinned inputs. @throws LoopwatchError STORAGE_DAMAGED */
export async function pinnedRecord(
  catalogue: Catalogue,
  reportId: string,
): Promise<Pinned & { readonly options: ReportOptions }> {
  const record = await catalogue.reports.get(reportId);
  if (!record?.pins)
    throw new LoopwatchError(
      'STORAGE_DAMAGED',
      `The catalogue has no pinned inputs of report ${reportId}`,
      'Ask for the report again.',
    );
  const { pins, options } = record;
  return { pins, options, ...(await findPinned(catalogue, pins)) };
}

/** The part of a report's quality that its inputs alone decide. */
export function pinnedQuality({
  log,
  inputs,
}: Omit<Pinned, 'pins'>): Pick<ReportQuality, 'rowsIn' | 'duplicates' | 'disagreements' | 'quarantined'> {
  return {
    rowsIn: log.rowsInTotal,
    duplicates: log.duplicatesTotal,
    disagreements: log.disagreementsTotal,
    quarantined: {
      polls: log.quarantinedTotal,
      ...byVersionedKind((kind) => inputs[kind]?.quarantined ?? 0),
    },
  };
}
