import { METHOD_FACTS, type Method, type StoreListWords } from '../../../contract/methods';
import type { StoreFigures } from '../../../contract/report';
import { lostMicros } from '../../../domain/report/attention';
import type { FirstStores, ReportSummary } from '../../../domain/report/report-summary';
import { counted, uptimeBaseWords, wholeNumber } from '../../../domain/wording/report-words';
import { distributionChart, labelOf } from '../../../pictures/distribution-chart';
import { pageSkin } from '../../../pictures/page-skin';
import { hours, uptimeWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';
import { picture } from '../parts/picture';
import { storeAddress } from '../parts/store-address';

/** How many stores had which uptime, as a picture and as a table. */
export function reportDistribution({ distribution }: ReportSummary, method: Method): Html {
  const { knowsUnknown } = METHOD_FACTS[method];
  const svg = distributionChart({ distribution, method, spacing: 'compact' }, pageSkin);
  const rows = [
    ...distribution.bins.map((bin) => ({ label: labelOf(bin), stores: bin.stores })),
    ...(knowsUnknown || distribution.storesNotKnown > 0
      ? [{ label: 'not known', stores: distribution.storesNotKnown }]
      : []),
  ];
  return html`<section class="card" aria-labelledby="distribution-title">
<h2 id="distribution-title">Stores by uptime</h2>
<p class="hint">Uptime in the last week: ${uptimeBaseWords(method)} that a store was up.</p>
${picture(svg, 'Stores by uptime, as a picture')}
<details><summary>Show as a table</summary><table class="numbers">
<thead><tr><th scope="col">Uptime</th><th scope="col" class="number">Stores</th></tr></thead>
<tbody>${rows.map(({ label, stores }) => html`<tr><th scope="row">${label}</th><td class="number">${wholeNumber(stores)}</td></tr>`)}</tbody>
</table></details>
</section>`;
}

/** The stores with the most downtime and those least known, and how many there are. */
export function reportAttention(summary: ReportSummary, reportId: string, method: Method): Html {
  const { mostDown, leastKnown } = METHOD_FACTS[method];
  const list = (words: StoreListWords, stores: FirstStores) => attentionList(words, stores, reportId, method);
  const hasSecond = leastKnown.none !== null || summary.leastKnown.total > 0;
  return html`<section class="card" aria-labelledby="attention-title">
<h2 id="attention-title">Stores that need attention first</h2>
<div class="columns even">${list(mostDown, summary.mostDown)}
${hasSecond ? list(leastKnown, summary.leastKnown) : null}</div></section>`;
}

function attentionList(
  { heading, kind }: StoreListWords,
  { total, rows }: FirstStores,
  reportId: string,
  method: Method,
): Html {
  if (total === 0) return html`<div><h3>${heading}</h3><p class="hint">None.</p></div>`;
  const { closedIsDown, knowsUnknown } = METHOD_FACTS[method];
  const columns = [
    closedIsDown ? 'Down while open, h' : 'Down, h',
    knowsUnknown ? 'Unknown, h' : 'Open, h',
    'Uptime',
  ];
  return html`<div><h3>${heading}</h3>
<p class="hint">${wholeNumber(rows.length)} of ${counted(total, 'store')} ${kind}.</p>
<div class="sideways" tabindex="0" role="group" aria-label="${heading}"><table class="numbers">
<thead><tr><th scope="col">Store</th>${columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows.map((store) => attentionRow(store, reportId, method))}</tbody>
</table></div></div>`;
}

function attentionRow(store: StoreFigures, reportId: string, method: Method): Html {
  const { week, storeId } = store;
  const beside = week?.unknownMicros ?? week?.businessMicros;
  return html`<tr><th scope="row"><a href="${storeAddress(reportId, storeId)}"><bdi>${storeId}</bdi></a></th>
<td class="number">${hours(lostMicros(store, method))}</td><td class="number">${hours(beside)}</td><td class="number">${uptimeWords(week)}</td></tr>`;
}
