import type { ReportQuality } from '../contract/report';
import { flooredRatioOfTotals, formatHundredths } from '../domain/numbers/rounding';
import type { WindowTotals } from '../domain/report/fleet-totals';
import { counted } from '../domain/wording/report-words';

const MAX_WARNINGS = 20;

/** The known share of the week. Empty for a method without coverage. */
export function coverageLine(totals: WindowTotals | null): string[] {
  if (totals === null) return ['Coverage: not known'];
  const { businessMicros, unknownMicros } = totals;
  if (unknownMicros === null) return [];
  const known = flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 10_000);
  return [
    known === null
      ? 'Coverage: no business hours in the week'
      : `Coverage: ${formatHundredths(known)} % of the week’s business time is known`,
  ];
}

/** What a reader must know before relying on the numbers. Empty where all is well. */
export function qualityLines({ warnings, unknownStoreIds }: ReportQuality): string[] {
  const more = warnings.length - MAX_WARNINGS;
  return [
    ...warnings.slice(0, MAX_WARNINGS).map((text) => `Warning: ${text}`),
    ...(more > 0 ? [`And ${counted(more, 'more warning')}, which the JSON report has.`] : []),
    ...neverSeen(unknownStoreIds.length),
  ];
}

/** Their number alone: whoever asks for a report chooses these texts, and a mail is trusted. */
function neverSeen(count: number): string[] {
  return count === 0 ? [] : [`Asked for, but never seen: ${counted(count, 'store')}. The report names them.`];
}
