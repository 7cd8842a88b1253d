import type { ReportQuality } from '../contract/report';
import { flooredRatioOfTotals, formatHundredths } from '../domain/numbers/rounding';
import type { WindowTotals } from '../domain/report/fleet-totals';
import { counted, wholeNumber } from '../domain/wording/report-words';

const WARNINGS_SHOWN = 20;
const IDS_SHOWN = 20;

/** How much of the week is known; nothing for a method that cannot say. */
export function coverageLine({ businessMicros, unknownMicros }: WindowTotals): string[] {
  if (unknownMicros === null) return [];
  const known = flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 10_000);
  return [
    known === null
      ? 'Coverage: no business hours in the week'
      : `Coverage: ${formatHundredths(known)} % of the week’s business time is known`,
  ];
}

/** What a reader should know before relying on the numbers; nothing where all is well. */
export function qualityLines({ warnings, unknownStoreIds }: ReportQuality): string[] {
  const more = warnings.length - WARNINGS_SHOWN;
  return [
    ...warnings.slice(0, WARNINGS_SHOWN).map((text) => `Warning: ${text}`),
    ...(more > 0 ? [`And ${counted(more, 'more warning')}, which the JSON report has.`] : []),
    ...neverSeen(unknownStoreIds),
  ];
}

function neverSeen(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - IDS_SHOWN;
  const rest = more > 0 ? `, and ${wholeNumber(more)} more, which the JSON report names` : '';
  return [`Asked for, but never seen: ${ids.slice(0, IDS_SHOWN).join(', ')}${rest}.`];
}
