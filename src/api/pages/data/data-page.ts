import type { Operation } from '../../http/operation';
import type { ApiPorts } from '../../ports';
import { html } from '../parts/html';
import { sendPage } from '../parts/page-layout';

/** The page on freshness, ingestions, quarantine and the Schedule; src/web/data.js fills it. */
export function dataPage({ temporalUiUrl }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/data',
    summary: 'The page on the data',
    responses: {},
    handle: (_req, res) =>
      sendPage(res, { title: 'Data', main, script: 'data.js', current: '/data', temporalUiUrl }),
  };
}

const freshness = html`<section class="card" aria-labelledby="fresh-title">
<h2 id="fresh-title">Freshness</h2>
<p class="verdict" id="verdict">…</p>
<dl class="facts" id="fresh-facts"></dl>
<p class="hint" id="fresh-last"></p>
<details><summary>Each source and each input</summary>
<ul class="list" id="fresh-parts"></ul></details>
</section>`;

const schedule = html`<section class="card" aria-labelledby="schedule-title">
<h2 id="schedule-title">Hourly ingestion</h2>
<p id="schedule-state" role="status">…</p>
<p class="hint" id="schedule-note"></p>
<div id="schedule-next"></div>
<p class="hint" id="schedule-missed"></p>
<form id="schedule-form" hidden>
<div class="field"><label for="schedule-reason">Reason</label>
<input id="schedule-reason" type="text" maxlength="200" autocomplete="off" aria-describedby="schedule-reason-hint">
<p class="hint" id="schedule-reason-hint">Why you pause or resume it. Everyone who opens this page sees the reason.</p></div>
<p class="actions"><button class="button second" type="submit" id="schedule-change"></button></p>
</form>
</section>`;

const ingestions = html`<section class="card" aria-labelledby="ingestions-title">
<div class="head"><h2 id="ingestions-title">Ingestions</h2>
<button class="button" type="button" id="run-now">Ingest now</button></div>
<p class="hint" id="ingestions-news" role="status"></p>
<ol class="list" id="ingestions"></ol>
<div class="more-line"><p class="hint" id="ingestions-shown"></p><button class="button second" type="button" id="ingestions-older" hidden>Older ingestions</button></div>
</section>`;

const inputs = html`<section class="card" aria-labelledby="inputs-title">
<h2 id="inputs-title">Hours and time zones</h2>
<p class="hint" id="inputs-news" role="status"></p>
<ul class="list" id="inputs"></ul>
</section>`;

const quarantine = html`<section class="card" aria-labelledby="quarantine-title" id="quarantine">
<h2 id="quarantine-title" tabindex="-1">Quarantined rows</h2>
<p class="hint">A row that could not be read is kept here with its reason. The other rows of its file were ingested. Correct it in the file: the next ingestion reads the file anew, and the row is mended.</p>
<form class="inline" id="quarantine-filter">
<div class="field"><label for="quarantine-state">State</label><select id="quarantine-state" name="state"><option value="open">Open</option><option value="mended">Mended</option><option value="">All</option></select></div>
<div class="field"><label for="quarantine-ingestion">Ingestion</label><select id="quarantine-ingestion" name="ingestion"><option value="">All</option></select></div>
<div class="field"><label for="quarantine-reason">Reason</label><select id="quarantine-reason" name="reason"><option value="">All</option></select></div>
</form>
<p class="hint" id="quarantine-news" role="status"></p>
<div class="scroll" id="quarantine-scroll" role="region" aria-labelledby="quarantine-title" tabindex="0" hidden><table>
<thead><tr><th scope="col">File</th><th scope="col" class="number">Line</th><th scope="col">Reason</th><th scope="col">The row in the file</th><th scope="col">State</th></tr></thead>
<tbody id="quarantine-rows"></tbody>
</table></div>
<div class="more-line"><p class="hint" id="quarantine-shown"></p>
<p class="actions"><a id="quarantine-csv" href="/api/v1/quarantine.csv" hidden>Download these as CSV</a>
<button class="button second" type="button" id="quarantine-more" hidden>More rows</button></p></div>
</section>`;

const main = html`<h1>Data</h1>
<noscript><p>This page needs JavaScript. Without JavaScript, use /api/v1/freshness and /api/v1/ingestions.</p></noscript>
<p class="error" id="data-trouble" role="alert"></p>
<div class="stack">
<div class="columns even">
${freshness}
${schedule}
</div>
${ingestions}
${inputs}
${quarantine}
</div>`;
