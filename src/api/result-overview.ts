import type { Method, StoreFigures } from '../contract/report';
import type { FirstStores, ReportSummary } from '../domain/report-summary';
import { counted, wholeNumber } from '../domain/report-words';
import { distributionChart, labelOf } from '../pictures/distribution-chart';
import { pageSkin } from '../pictures/page-skin';
import { type Html, html } from './html';
import { picture } from './picture';
import { storeAddress } from './result-address';
import { hours, uptimeWords } from './result-words';

/** How many stores had which uptime, as a picture and as a table. */
export function resultDistribution({ distribution }: ReportSummary, method: Method): Html {
  const svg = distributionChart({ distribution, method, spacing: 'compact' }, pageSkin);
  const rows = [
    ...distribution.bins.map((bin) => ({ label: labelOf(bin), stores: bin.stores })),
    ...(method === 'count' ? [] : [{ label: 'not known', stores: distribution.storesNotKnown }]),
  ];
  const share = method === 'count' ? 'the share of the whole week' : 'the share of its known business time';
  return html`<section class="card" aria-labelledby="distribution-title">
<h2 id="distribution-title">How the stores did</h2>
<p class="hint">Stores by uptime in the last week: ${share} that a store was up.</p>
${picture(svg, 'Stores by uptime, as a picture')}
<details><summary>The same as a table</summary><table class="numbers">
<thead><tr><th scope="col">Uptime</th><th scope="col" class="number">Stores</th></tr></thead>
<tbody>${rows.map(({ label, stores }) => html`<tr><th scope="row">${label}</th><td class="number">${wholeNumber(stores)}</td></tr>`)}</tbody>
</table></details>
</section>`;
}

const DOWN_WORDS: Readonly<Record<Method, string>> = {
  interpolate: 'with downtime in the last week, most first',
  count: 'with business hours in the last week that no active poll counts for, most first',
};

/** The stores to look at first, and how many more there are. */
export function resultAttention(summary: ReportSummary, reportId: string, method: Method): Html {
  return html`<section class="card" aria-labelledby="attention-title">
<h2 id="attention-title">Stores that need attention first</h2>
<div class="columns even">${attentionList('Most downtime', summary.mostDown, DOWN_WORDS[method], reportId)}
${attentionList('Least known', summary.leastKnown, 'with less than half of the business time known; downtime may be hidden here', reportId)}</div></section>`;
}

function attentionList(heading: string, { total, rows }: FirstStores, words: string, reportId: string): Html {
  if (total === 0) return html`<div><h3>${heading}</h3><p class="hint">None.</p></div>`;
  return html`<div><h3>${heading}</h3>
<p class="hint">${wholeNumber(rows.length)} of ${counted(total, 'store')} ${words}.</p>
<div class="short sideways" tabindex="0" role="group" aria-label="${heading}"><table class="numbers">
<thead><tr><th scope="col">Store</th><th scope="col" class="number">Down, h</th><th scope="col" class="number">Unknown, h</th><th scope="col" class="number">Uptime</th></tr></thead>
<tbody>${rows.map((store) => attentionRow(store, reportId))}</tbody>
</table></div></div>`;
}

function attentionRow(store: StoreFigures, reportId: string): Html {
  const { week, storeId } = store;
  const unknown = week.unknownMicros === null ? '–' : hours(week.unknownMicros);
  return html`<tr><th scope="row"><a href="${storeAddress(reportId, storeId)}">${storeId}</a></th>
<td class="number">${hours(week.downMicros)}</td><td class="number">${unknown}</td><td class="number">${uptimeWords(week)}</td></tr>`;
}
