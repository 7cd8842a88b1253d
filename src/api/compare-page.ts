import { WINDOWS, type WindowName } from '../contract/report';
import { reportPagePath } from '../contract/report-addresses';
import type { StoreChange } from '../domain/compare-stores';
import type { WindowTotals } from '../domain/fleet-totals';
import { amountWords, counted, instantWords, percentWords, wholeNumber } from '../domain/report-words';
import { flooredRatioOfTotals, HOUR_MICROS } from '../domain/rounding';
import type { ReportComparison } from '../reading/compare-reports';
import { type Html, html } from './html';
import type { ReportFigures } from './report-figures';
import { storeAddress } from './result-address';

export interface ComparisonShown {
  readonly report: ReportFigures;
  readonly other: ReportFigures;
  /** The rows that lost most first. */
  readonly lost: ReportComparison;
  /** The rows that gained most first. */
  readonly gained: readonly StoreChange[];
}

/** One report beside another: totals, counts, and the stores that changed most. */
export function comparePage({ report, other, lost, gained }: ComparisonShown): Html {
  const { counts } = lost;
  const lines = [
    [counts.better, 'better'],
    [counts.worse, 'worse'],
    [counts.same, 'the same'],
    [counts.notKnown, 'of which one of the weeks is not known'],
    [counts.onlyInReport, 'in this report only'],
    [counts.onlyInOther, 'in the other only'],
  ] as const;
  return html`<div class="stack"><header class="result-head">
<p class="kicker"><a href="${reportPagePath(report.id)}">Report <code>${report.id}</code></a> beside <a href="${reportPagePath(other.id)}">report <code>${other.id}</code></a></p>
<h1>This week and the other</h1>
<p>The week up to ${instantWords(report.pins.asOfMicros)}, and the week up to ${instantWords(other.pins.asOfMicros)}</p></header>
<section class="card" aria-labelledby="totals-title"><h2 id="totals-title">All stores together</h2>
<div class="sideways" tabindex="0" role="group" aria-label="Totals of both"><table class="numbers"><thead><tr><th scope="col">Window</th><th scope="col"></th><th scope="col" class="number">This</th><th scope="col" class="number">The other</th><th scope="col" class="number">Difference</th></tr></thead>
${WINDOWS.map((name) => windowRows(name, lost.totals[name], lost.otherTotals[name]))}</table></div></section>
<section class="card" aria-labelledby="counts-title"><h2 id="counts-title">Store by store</h2>
<p class="hint">By the floored uptime percent of the week.</p>
<ul class="counts">${lines.map(([count, words]) => html`<li><b>${wholeNumber(count)}</b> <span>${words}</span></li>`)}</ul>
<div class="columns even">${changeList(
    'Lost most',
    lost.rows.filter(({ change }) => (change ?? 0) < 0),
    counts.worse,
    report.id,
  )}
${changeList(
  'Gained most',
  gained.filter(({ change }) => (change ?? 0) > 0),
  counts.better,
  report.id,
)}</div></section></div>`;
}

function windowRows(name: WindowName, here: WindowTotals, there: WindowTotals): Html {
  const rows = [
    ['Up, h', here.upMicros, there.upMicros],
    ['Down, h', here.downMicros, there.downMicros],
    ...(here.unknownMicros === null || there.unknownMicros === null
      ? []
      : [['Unknown, h', here.unknownMicros, there.unknownMicros] as const]),
    ['Open, h', here.businessMicros, there.businessMicros],
  ] as const;
  const [share, otherShare] = [shareOf(here), shareOf(there)];
  return html`<tbody><tr><th scope="rowgroup" rowspan="${rows.length + 1}">Last ${name}</th><th scope="row">Uptime</th><td class="number">${percentWords(share)}</td><td class="number">${percentWords(otherShare)}</td><td class="number">${share === null || otherShare === null ? '–' : points((share - otherShare) * 10)}</td></tr>
${rows.map(
  ([words, left, right]) =>
    html`<tr><th scope="row">${words}</th><td class="number">${hoursOf(left)}</td><td class="number">${hoursOf(right)}</td><td class="number">${signed(left - right)}</td></tr>`,
)}</tbody>`;
}

function shareOf({ upMicros, downMicros }: WindowTotals): number | null {
  return flooredRatioOfTotals(upMicros, upMicros + downMicros, 1_000);
}

function hoursOf(micros: bigint): string {
  return amountWords(micros, HOUR_MICROS);
}

function signed(micros: bigint): string {
  if (micros === 0n) return hoursOf(micros);
  return micros < 0n ? `−${hoursOf(-micros)}` : `+${hoursOf(micros)}`;
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
<div class="short sideways" tabindex="0" role="group" aria-label="${heading}"><table class="numbers"><thead><tr><th scope="col">Store</th><th scope="col" class="number">This</th><th scope="col" class="number">The other</th><th scope="col" class="number">Change</th></tr></thead>
<tbody>${rows.map(
    ({ storeId, uptime, otherUptime, change }) =>
      html`<tr><th scope="row"><a href="${storeAddress(reportId, storeId)}">${storeId}</a></th><td class="number">${percent(uptime)}</td><td class="number">${percent(otherUptime)}</td><td class="number">${points(change ?? 0)}</td></tr>`,
  )}</tbody></table></div></div>`;
}
