import type { ReportQuality } from '../../contract/report';
import type { Pinned } from '../../storage/catalogue/pin-report';

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
