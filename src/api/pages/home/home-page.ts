import { METHODS } from '../../../contract/methods';
import { REPORT_STATES } from '../../../contract/report';
import type { Operation } from '../../http/operation';
import type { ApiPorts } from '../../ports';
import { html } from '../parts/html';
import { sendPage } from '../parts/page-layout';
import { askForm } from './ask-form';

/** The page that requests and lists reports; src/web/home.js fills it. */
export function homePage({ temporalUiUrl }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/',
    summary: 'The home page',
    responses: {},
    handle: (_req, res) =>
      sendPage(res, { title: 'Reports', main, script: 'home.js', current: '/', temporalUiUrl }),
  };
}

const filters = html`<form id="filters" class="inline" aria-label="Which reports to list">
<div class="field"><label for="filter-state">State</label>
<select id="filter-state" name="state"><option value="">All</option>${REPORT_STATES.map((state) => html`<option>${state}</option>`)}</select></div>
<div class="field"><label for="filter-method">Method</label>
<select id="filter-method" name="method"><option value="">All</option>${METHODS.map((method) => html`<option>${method}</option>`)}</select></div>
<div class="field"><label for="filter-who">Requested by</label>
<input id="filter-who" name="requested_by" type="search" maxlength="200" list="names" placeholder="Anyone"><datalist id="names"></datalist></div>
</form>`;

const main = html`<p class="banner"><span id="freshness"></span> <a href="/data">More about the data</a></p>
<div class="columns">
${askForm}
<section aria-labelledby="reports-title">
<h2 id="reports-title">Reports</h2>
${filters}
<p class="error" id="history-trouble" role="alert"></p>
<p class="hint" id="news" role="status"></p>
<ol id="reports" class="list"></ol>
<div class="more-line"><p class="hint" id="reports-shown"></p><button id="older" class="button second" type="button" hidden>Older reports</button></div>
<p class="hint">Do you know the id of a report? <a href="/get_report">Find the report</a>.</p>
</section>
</div>`;
