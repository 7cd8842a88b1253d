import { reportPagePath } from '../../../contract/report-addresses';
import type { StoreChange } from '../../../domain/report/compare-stores';
import { isBarelyKnown, knownTenths } from '../../../domain/report/total-ratios';
import { counted, instantWords, percentWords, wholeNumber } from '../../../domain/wording/report-words';
import type { ReportComparison } from '../../../queries/compare-figures';
import type { ReportFigures } from '../../results/require-figures';
import { type Html, html } from '../parts/html';
import { storeAddress } from '../parts/store-address';
import { compareTotals } from './compare-totals';

export interface ComparisonShown {
  readonly report: ReportFigures;
  readonly other: ReportFigures;
  /** Sorted by loss, largest first. */
  readonly lost: ReportComparison;
  /** Sorted by gain, largest first. */
  readonly gained: readonly StoreChange[];
}

/** One report compared with another: totals, counts, and the stores that changed most. */
export function comparePage({ report, other, lost, gained }: ComparisonShown): Html {
  const { counts } = lost;
  const lines = [
    [counts.better, 'better'],
    [counts.worse, 'worse'],
    [counts.same, 'the same'],
    [counts.notKnown, 'not known in one of the weeks'],
    [counts.onlyInReport, 'in this report only'],
    [counts.onlyInOther, 'in the other report only'],
  ] as const;
  return html`<div class="stack"><header class="report-head">
<p class="kicker"><a href="${reportPagePath(report.id)}">Report <code>${report.id}</code></a> compared with <a href="${reportPagePath(other.id)}">report <code>${other.id}</code></a></p>
<h1>This week and the other week</h1>
<p>The week up to ${instantWords(report.pins.asOfMicros)}, and the week up to ${instantWords(other.pins.asOfMicros)}</p></header>
${caution(lost)}
<section class="card" aria-labelledby="totals-title"><h2 id="totals-title">All stores together</h2>
${compareTotals(lost.totals, lost.otherTotals)}</section>
<section class="card" aria-labelledby="counts-title"><h2 id="counts-title">Store by store</h2>
<p class="hint">By the uptime percent of the week, rounded down.</p>
<ul class="counts">${lines.map(([count, words]) => html`<li><b>${wholeNumber(count)}</b> <span>${words}</span></li>`)}</ul>
<div class="columns even">${changeList(
    'Largest losses',
    lost.rows.filter(({ change }) => (change ?? 0) < 0),
    counts.worse,
    report.id,
  )}
${changeList(
  'Largest gains',
  gained.filter(({ change }) => (change ?? 0) > 0),
  counts.better,
  report.id,
)}</div></section></div>`;
}

/** A warning where too little of a week is known to trust its uptime. */
function caution({ totals, otherTotals }: ReportComparison): Html | null {
  const [here, there] = [totals.week, otherTotals.week];
  if (!isBarelyKnown(here) && !isBarelyKnown(there)) return null;
  const [known, otherKnown] = [knownTenths(here), knownTenths(there)].map(percentWords);
  return html`<section class="card" aria-labelledby="caution-title"><h2 id="caution-title">Read this before you rely on the differences</h2>
<ul class="problems"><li>${known ?? ''} of the open time is known in this week, and ${otherKnown ?? ''} in the other week. Where less than half is known, the uptime of the rest may be very different, and so may the change.</li></ul></section>`;
}

/** From hundredths of a percentage point. */
function points(hundredths: number): string {
  const sign = hundredths < 0 ? '−' : hundredths > 0 ? '+' : '';
  return `${sign}${(Math.abs(hundredths) / 100).toFixed(2)} points`;
}

function percent(hundredths: number | null): string {
  return hundredths === null ? '–' : `${(hundredths / 100).toFixed(2)}%`;
}

function changeList(heading: string, rows: readonly StoreChange[], total: number, reportId: string): Html {
  if (rows.length === 0) return html`<div><h3>${heading}</h3><p class="hint">None.</p></div>`;
  return html`<div><h3>${heading}</h3><p class="hint">${wholeNumber(rows.length)} of ${counted(total, 'store')}.</p>
<div class="sideways" tabindex="0" role="group" aria-label="${heading}"><table class="numbers"><thead><tr><th scope="col">Store</th><th scope="col" class="number">This week</th><th scope="col" class="number">The other week</th><th scope="col" class="number">Change</th></tr></thead>
<tbody>${rows.map(
    ({ storeId, uptime, otherUptime, change }) =>
      html`<tr><th scope="row"><a href="${storeAddress(reportId, storeId)}"><bdi>${storeId}</bdi></a></th><td class="number">${percent(uptime)}</td><td class="number">${percent(otherUptime)}</td><td class="number">${points(change ?? 0)}</td></tr>`,
  )}</tbody></table></div></div>`;
}
