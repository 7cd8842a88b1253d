import { type Html, html } from '../parts/html';

/** Where a person signs in with a key; it needs no script. */
export function loginPage(next: string, error: string | null): Html {
  return html`<section class="card narrow">
<h1>Sign in</h1>
<form method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<div class="field">
<label for="key">API key</label>
<input id="key" name="key" type="password" required autofocus autocomplete="current-password" spellcheck="false" aria-describedby="key-hint key-error"${error === null ? null : html` aria-invalid="true"`}>
<p class="hint" id="key-hint">It starts with lw_. Whoever runs Loopwatch makes one with <code>loopwatch keys create</code>.</p>
<p class="error" id="key-error" role="alert">${error}</p>
</div>
<button class="button" type="submit">Sign in</button>
</form>
</section>`;
}
