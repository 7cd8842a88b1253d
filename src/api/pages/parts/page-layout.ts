import type { Response } from 'express';
import { type Caller, callerOf } from '../../http/caller';
import { type Html, html } from './html';

const PLACES = [
  { href: '/', name: 'Reports' },
  { href: '/data', name: 'Data' },
  { href: '/standing', name: 'Standing reports' },
  { href: '/docs/', name: 'API' },
] as const;

/** The style sheets of pages that show a report's figures. */
export const REPORT_STYLES = ['pictures', 'report'] as const;

interface Page {
  readonly title: string;
  readonly main: Html;
  readonly temporalUiUrl: string | null;
  /** A script of src/web that the page runs. */
  readonly script?: string;
  /** Style sheets of src/web that only some pages need. */
  readonly styles?: readonly string[];
  /** The entry of the navigation that is marked as current. */
  readonly current?: (typeof PLACES)[number]['href'];
  /** Without JavaScript, the browser reloads the page after this time. */
  readonly reloadSeconds?: number;
}

export function sendPage(res: Response, page: Page): void {
  res
    .vary('Accept')
    .type('html')
    .send(layout(page, callerOf(res.req)).text);
}

function layout(page: Page, caller: Caller | null): Html {
  const { title, main, script, styles = [], reloadSeconds } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Loopwatch</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${['app', 'controls', 'forms', 'lists', ...styles].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
${['times.js', ...(script ? [script] : [])].map((name) => html`<script type="module" src="/assets/${name}"></script>`)}
${reloadSeconds ? html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>` : null}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar"><div class="top">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Loopwatch</a>
${navigation(page, caller)}
</div></header>
<main id="main">
${main}
</main>
</body>
</html>`;
}

function navigation({ current, temporalUiUrl }: Page, caller: Caller | null): Html {
  return html`<nav aria-label="Main">
${PLACES.map(({ href, name }) => html`<a href="${href}"${href === current ? html` aria-current="page"` : null}>${name}</a>`)}
${temporalUiUrl === null ? null : html`<a href="${temporalUiUrl}">Workflows</a>`}
${caller?.by === 'session' ? signOut(caller.name) : null}
</nav>`;
}

function signOut(name: string): Html {
  return html`<form method="post" action="/logout"><button class="button plain" type="submit" title="Signed in as ${name}">Sign out</button></form>`;
}
