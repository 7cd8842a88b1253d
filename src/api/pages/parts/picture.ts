import { Html, html } from './html';

/** A picture as wide as there is room; on a narrow screen it keeps its size and moves sideways. */
export function picture(svg: string, name: string): Html {
  return html`<div class="sideways" tabindex="0" role="group" aria-label="${name}">${new Html(svg)}</div>`;
}

/** A picture that says nothing by itself: the numbers stand beside it. */
export function ornament(svg: string): Html {
  return new Html(svg);
}
