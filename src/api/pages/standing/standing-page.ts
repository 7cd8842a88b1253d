import { METHOD_FACTS, METHODS } from '../../../contract/methods';
import { WEEKDAYS } from '../../../contract/standing-report';
import { capital } from '../../../domain/wording/report-words';
import type { Operation } from '../../http/operation';
import type { ApiPorts } from '../../ports';
import { html } from '../parts/html';
import { sendPage } from '../parts/page-layout';

/** The page of standing reports; src/web/standing.js fills it. */
export function standingPage({ temporalUiUrl, notices }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/standing',
    summary: 'The page of standing reports',
    responses: {},
    handle: (_req, res) =>
      sendPage(res, {
        title: 'Standing reports',
        main: main(notices.mail !== null),
        script: 'standing.js',
        current: '/standing',
        temporalUiUrl,
      }),
  };
}

const main = (hasMail: boolean) => html`<div class="columns">
<section class="card" aria-labelledby="make-title">
<h1 id="make-title">Create a standing report</h1>
<form id="make">
<div class="field">
<label for="name">Name</label>
<input id="name" name="name" required maxlength="100" autocomplete="off">
</div>
<div class="field">
<label for="every">Every</label>
<select id="every" name="every"><option value="day">Day</option>${WEEKDAYS.map((day) => html`<option value="${day}">${capital(day)}</option>`)}</select>
</div>
<div class="field">
<label for="at">At</label>
<input id="at" name="at" type="time" required value="07:00">
</div>
<div class="field">
<label for="timezone">Timezone</label>
<input id="timezone" name="timezone" required value="UTC" spellcheck="false" autocomplete="off" aria-describedby="timezone-hint">
<p class="hint" id="timezone-hint">For example America/New_York. The first value is your own timezone.</p>
</div>
<div class="field">
<label for="method">Method</label>
<select id="method" name="method">${METHODS.map((method) => html`<option value="${method}">${METHOD_FACTS[method].label}</option>`)}</select>
</div>
<div class="field">
<label for="stores">Stores</label>
<textarea id="stores" name="stores" rows="3" spellcheck="false" autocomplete="off" aria-describedby="stores-hint"></textarea>
<p class="hint" id="stores-hint">Store ids, one per line or separated by commas. Leave it empty for every store.</p>
</div>
<div class="field">
<label for="emails">Send by e-mail to</label>
<textarea id="emails" name="emails" rows="2" spellcheck="false" autocomplete="off" aria-describedby="emails-hint"${hasMail ? null : html` disabled`}></textarea>
<p class="hint" id="emails-hint">${hasMail ? 'Up to ten addresses, one per line or separated by commas.' : 'E-mail is off: LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM are not set.'}</p>
</div>
<p class="error" id="make-error" role="alert"></p>
<button class="button" type="submit">Create</button>
</form>
<noscript><p>This page needs JavaScript. Without JavaScript, use the <a href="/docs/">API</a>.</p></noscript>
</section>
<section aria-labelledby="list-title">
<h2 id="list-title">Standing reports</h2>
<p class="hint" id="news" role="status"></p>
<p class="error" id="list-error" role="alert"></p>
<ul id="standing" class="reports"></ul>
</section>
</div>`;
