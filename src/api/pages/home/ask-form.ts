import { FORMAT_FACTS, FORMATS, type ReportFormat } from '../../../contract/formats';
import { METHOD_FACTS, METHODS, type Method } from '../../../contract/methods';
import { type Html, html } from '../parts/html';

const moreOptions = html`<details class="more">
<summary>More options</summary>
<fieldset>
<legend>Files to make</legend>
${FORMATS.map(formatChoice)}
</fieldset>
<label class="choice"><input type="checkbox" name="extended"> More columns in the CSV</label>
<p class="hint">Unknown and business time, coverage, polls and timezone of each store.</p>
<label class="choice"><input type="checkbox" name="full_table"> A table of every store in the PDF</label>
</details>`;

function formatChoice(format: ReportFormat): Html {
  const { label, purpose } = FORMAT_FACTS[format];
  return html`<label class="choice"><input type="checkbox" name="formats" value="${format}" checked> ${label}, ${purpose}</label>`;
}

const storePicker = html`<div class="field" id="store-field">
<label for="stores">Stores</label>
<div class="picker">
<input id="stores" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="store-options" aria-describedby="stores-hint" placeholder="Every store">
<ul id="store-options" class="options" role="listbox" aria-label="Stores found" hidden></ul>
</div>
<ul id="store-chips" class="chips" aria-label="Chosen stores"></ul>
<p class="hint" id="stores-hint">Type part of an id, or paste a list of ids. Choose none for every store.</p>
<p class="hint" id="stores-news" role="status"></p>
</div>`;

/** src/web/ask shows the hold only for methods that use it. */
function methodOption(method: Method): Html {
  const { label, usesHold } = METHOD_FACTS[method];
  return html`<option value="${method}"${usesHold ? html` data-uses-hold` : null}>${label}</option>`;
}

/** The form that requests a report; src/web/ask sends it. */
export const askForm = html`<section class="card" aria-labelledby="ask-title">
<h1 id="ask-title">Request a report</h1>
<form id="ask">
<fieldset>
<legend>As of</legend>
<label class="choice"><input type="radio" name="when" value="latest" checked> <span>The latest poll<span id="latest-poll"></span></span></label>
<label class="choice"><input type="radio" name="when" value="instant" id="when-instant"> Another time, in UTC</label>
<div id="as-of-field">
<label class="hint" for="as-of">Date and time in UTC</label>
<input id="as-of" name="as_of" type="datetime-local" step="1" aria-describedby="as-of-hint">
<p class="hint" id="as-of-hint">The report covers the hour, the day and the week before this time.</p>
</div>
</fieldset>
<div class="field">
<label for="method">Method</label>
<select id="method" name="method" aria-describedby="method-hint">${METHODS.map(methodOption)}</select>
<p class="hint" id="method-hint">${METHODS.map((method) => METHOD_FACTS[method].hint).join(' ')}</p>
</div>
<fieldset id="hold-field">
<legend>A poll speaks for at most</legend>
<div class="pair">
<input id="hold" name="hold" type="number" min="0" max="10080" step="any" value="2" required aria-label="How long" aria-describedby="hold-hint">
<select id="hold-unit" name="hold_unit" aria-label="Unit"><option value="h">hours each way</option><option value="m">minutes each way</option></select>
</div>
<p class="hint" id="hold-hint">Time that no poll speaks for is unknown.</p>
</fieldset>
${storePicker}
${moreOptions}
<p class="error" id="ask-error" role="alert"></p>
<button class="button" type="submit">Make the report</button>
</form>
<noscript><p>This form needs JavaScript. Without it, <a href="/trigger_report">start a report of every store</a>.</p></noscript>
</section>`;
