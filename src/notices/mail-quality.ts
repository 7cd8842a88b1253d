import type { ReportQuality } from '../contract/report';
import { flooredRatioOfTotals, formatHundredths } from '../domain/numbers/rounding';
import type { WindowTotals } from '../domain/report/fleet-totals';
import { counted, wholeNumber } from '../domain/wording/report-words';

const MAX_WARNINGS = 20;
const MAX_IDS = 20;

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
    ...neverSeen(unknownStoreIds),
  ];
}

function neverSeen(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - MAX_IDS;
  const rest = more > 0 ? `, and ${wholeNumber(more)} more, which the JSON report names` : '';
  return [`Asked for, but never seen: ${ids.slice(0, MAX_IDS).join(', ')}${rest}.`];
}
