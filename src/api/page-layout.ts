import type { Request, Response } from 'express';
import { type Caller, callerOf } from './caller';
import { type Html, html } from './html';

interface Page {
  readonly title: string;
  readonly main: Html;
  readonly temporalUiUrl: string | null;
  /** A script of src/web that the page runs. */
  readonly script?: string;
}

/** Whether the asker prefers a page to JSON, as browsers do. */
export function wantsHtml(req: Request): boolean {
  return req.accepts(['json', 'html']) === 'html';
}

export function sendPage(res: Response, page: Page): void {
  res
    .vary('Accept')
    .type('html')
    .send(layout(page, callerOf(res.req)).text);
}

function layout({ title, main, temporalUiUrl, script }: Page, caller: Caller | null): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Loopwatch</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/app.css">
${script ? html`<script type="module" src="/assets/${script}"></script>` : null}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Loopwatch</a>
<nav aria-label="Main">
<a href="/standing">Standing reports</a>
<a href="/docs/">API</a>
${temporalUiUrl === null ? null : html`<a href="${temporalUiUrl}">Workflows</a>`}
${caller?.by === 'session' ? signOut(caller.name) : null}
</nav>
</header>
<main id="main">
${main}
</main>
</body>
</html>`;
}

function signOut(name: string): Html {
  return html`<form method="post" action="/logout"><button class="button plain" type="submit" title="Signed in as ${name}">Sign out</button></form>`;
}
