import { type Html, html } from '../parts/html';

/** The form that finds a report by its id, or downloads its CSV. */
export function findForm(reportId = ''): Html {
  return html`<form method="get" action="/get_report">
<div class="field">
<label for="report-id">Report id</label>
<input id="report-id" name="report_id" type="text" required spellcheck="false" autocomplete="off" value="${reportId}" aria-describedby="report-id-hint">
<p class="hint" id="report-id-hint">From /trigger_report: digits, letters a to f and four hyphens.</p>
</div>
<p class="actions"><button class="button" type="submit">Show the report</button>
<button class="button second" type="submit" formmethod="post">Download its CSV</button></p>
</form>`;
}

/** The page for a request that names no report. */
export const findPage = html`<section class="card narrow">
<h1>Find a report</h1>
${findForm()}
<p class="actions"><a href="/">All reports</a><a href="/trigger_report">Start a report of every store</a></p>
</section>`;
