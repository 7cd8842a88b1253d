import type { ReportQuality } from '../../../contract/report';
import { reportPagePath } from '../../../contract/report-addresses';
import type { ReportSummary } from '../../../domain/report/report-summary';
import { leftOutOfTotals } from '../../../domain/wording/quality-words';
import { counted, instantWords, methodSentence, wholeNumber } from '../../../domain/wording/report-words';
import type { ReportBody } from '../../reports/report-body';
import { type Html, html } from '../parts/html';
import { totalsByWindow } from '../parts/totals-by-window';
import { drawnStores } from '../store/store-drawing';
import type { CompletedReport } from './completed-report';
import { reportFacts } from './report-facts';
import { reportHeat } from './report-heat';
import { reportAttention, reportDistribution } from './report-overview';
import { fileLinks } from './report-status-page';
import { reportStores, type StoresShown } from './report-stores';

/** The page of a completed report. */
export function completedPage(result: CompletedReport): Html {
  const { body, summary, table, heat } = result;
  const { id, pins } = table.report;
  const { method } = pins;
  const leftOut = leftOutOfTotals(summary.storesWithoutFigures);
  const pictures =
    result.drawn.length > 0
      ? drawnStores(id, result.drawn)
      : html`${heat && reportHeat(heat)}
${reportDistribution(summary, method)}
${reportAttention(summary, id, method)}`;
  return html`<div class="stack">
${head(body, summary, table)}
${warnings(result.quality)}
<section class="card" aria-labelledby="totals-title"><h2 id="totals-title">Uptime</h2>
${totalsByWindow({ totals: summary.totals, method, hourUnit: summary.stores > 1 ? 'hours' : 'minutes' })}
${leftOut === null ? null : html`<p class="hint">${leftOut}</p>`}
<p class="hint">${methodSentence(pins)}</p></section>
${summary.stores === 0 ? null : pictures}
${summary.stores === 0 || result.drawn.length === 1 ? null : reportStores(table)}
${reportFacts(result)}
</div>`;
}

function head(body: ReportBody, { stores }: ReportSummary, { report, rows }: StoresShown): Html {
  const [only] = stores === 1 ? rows : [];
  return html`<header class="report-head">
<p class="kicker">Report <code>${body.report_id}</code> · <span class="state" data-state="${body.state}">${body.state}</span></p>
<h1>${stores === 0 ? 'Uptime report' : html`Uptime of ${only ? html`store <bdi>${only.storeId}</bdi>` : counted(stores, 'store')}`}</h1>
<p>The week up to ${instantWords(report.pins.asOfMicros)}</p>
${stores === 0 ? html`<p>There is no store to report on: the log has no poll of a requested store up to this time.</p>` : null}
<form class="actions" method="post" action="${reportPagePath(report.id)}/previous-week">${fileLinks(body)}
<button class="button second" type="submit">Compare with the week before</button>
${body.links.temporal === null ? null : html`<a href="${body.links.temporal}">Its workflow</a>`}<a href="/">All reports</a></form>
</header>`;
}

const WARNINGS_SHOWN = 20;

function warnings(quality: ReportQuality | null): Html | null {
  if (quality === null || quality.warnings.length === 0) return null;
  const shown = quality.warnings.slice(0, WARNINGS_SHOWN);
  const more = quality.warnings.length - shown.length;
  return html`<section class="card" aria-labelledby="warnings-title"><h2 id="warnings-title">Read this before you rely on the numbers</h2>
<ul class="problems">${shown.map((text) => html`<li>${text}</li>`)}</ul>
${more > 0 ? html`<p class="hint">${wholeNumber(shown.length)} of ${wholeNumber(quality.warnings.length)} warnings; the JSON report has all.</p>` : null}</section>`;
}
