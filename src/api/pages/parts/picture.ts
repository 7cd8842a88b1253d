import { Html, html } from './html';

/** A picture that fills the width. On a narrow screen it keeps its size and scrolls sideways. */
export function picture(svg: string, name: string): Html {
  return html`<div class="sideways" tabindex="0" role="group" aria-label="${name}">${new Html(svg)}</div>`;
}

/** A picture that repeats the numbers next to it. */
export function ornament(svg: string): Html {
  return new Html(svg);
}
