import { type Html, html } from '../parts/html';

/** The form to find a report by its id, or to download its CSV at once. */
export function findForm(reportId = ''): Html {
  return html`<form method="get" action="/get_report">
<div class="field">
<label for="report-id">Report id</label>
<input id="report-id" name="report_id" type="text" required spellcheck="false" autocomplete="off" value="${reportId}" aria-describedby="report-id-hint">
<p class="hint" id="report-id-hint">As /trigger_report gave it: letters a to f, digits and four hyphens.</p>
</div>
<p class="actions"><button class="button" type="submit">Show the report</button>
<button class="button second" type="submit" formmethod="post">Download its CSV</button></p>
</form>`;
}

/** What a person sees who asks for a report and names none. */
export const findPage = html`<section class="card narrow">
<h1>Find a report</h1>
${findForm()}
<p class="actions"><a href="/">All reports</a><a href="/trigger_report">Start a report of every store</a></p>
</section>`;
