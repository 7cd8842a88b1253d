import { METHODS } from '../contract/report';
import { html } from './html';

const METHOD_WORDS = {
  interpolate: 'Interpolate',
  count: 'Count',
} as const;

/** The page to ask for reports and to find them; src/web/home.js brings it to life. */
export const homePage = html`<div class="columns">
<section class="card" aria-labelledby="ask-title">
<h1 id="ask-title">Ask for a report</h1>
<form id="ask">
<div class="field">
<label for="as-of">As of, in UTC</label>
<input id="as-of" name="as_of" type="datetime-local" step="1" aria-describedby="as-of-hint">
<p class="hint" id="as-of-hint">Leave it empty for the latest poll.</p>
</div>
<div class="field">
<label for="method">Method</label>
<select id="method" name="method" aria-describedby="method-hint">${METHODS.map((method) => html`<option value="${method}">${METHOD_WORDS[method]}</option>`)}</select>
<p class="hint" id="method-hint">Interpolate lets each poll speak for the time around it. Count gives an hour for each active poll.</p>
</div>
<div class="field">
<label for="stores">Stores</label>
<textarea id="stores" name="stores" rows="3" spellcheck="false" autocomplete="off" aria-describedby="stores-hint"></textarea>
<p class="hint" id="stores-hint">Store ids, one a line or with commas between. Leave it empty for every store.</p>
</div>
<p class="error" id="ask-error" role="alert"></p>
<button class="button" type="submit">Make the report</button>
</form>
<noscript><p>This form needs JavaScript. Without it, <a href="/trigger_report">start a report of every store</a>.</p></noscript>
</section>
<section aria-labelledby="data-title">
<h2 id="data-title">The data</h2>
<p id="freshness" role="status"></p>
<p class="hint" id="ingestion"></p>
<h2 id="reports-title">Newest reports</h2>
<p class="hint" id="news" role="status"></p>
<ol id="reports" class="reports"></ol>
</section>
</div>`;
