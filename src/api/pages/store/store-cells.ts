import type { Span } from '../../../contract/report';
import { localWords, utcWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';

/** Table cells of the store's page: local time first, UTC below. */
export const SPAN_HEAD = html`<th scope="col">From</th><th scope="col">To</th>`;

export function spanCells({ fromMicros, toMicros }: Span, timezone: string): Html {
  return html`<td>${instantWithUtc(fromMicros, timezone)}</td><td>${instantWithUtc(toMicros, timezone)}</td>`;
}

export function instantWithUtc(micros: number, timezone: string): Html {
  return html`${localWords(micros, timezone)}<small>${utcWords(micros)} UTC</small>`;
}

export function scrolled(name: string, table: Html): Html {
  return html`<div class="sideways" tabindex="0" role="group" aria-label="${name}"><table class="numbers instants">${table}</table></div>`;
}
