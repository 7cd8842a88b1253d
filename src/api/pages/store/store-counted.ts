import type { CountedWindow } from '../../../domain/explain/explain-types';
import { type Html, html } from '../parts/html';
import { amountOf } from '../parts/result-words';
import { scrolled } from './store-cells';

/** Method `count`: what each interval adds to the uptime of a window. */
export function countedShares({ name, shares, uncappedMicros, figures }: CountedWindow): Html {
  if (shares.length === 0) return html`<p class="hint">No business hours in this window.</p>`;
  const limited = uncappedMicros > figures.upMicros;
  return html`<p class="hint">An hour for each active poll, and both ends of an interval where the poll next to them is active.</p>
${scrolled(
  'What each interval adds',
  html`<thead><tr><th scope="col">Interval</th><th scope="col" class="number">Active polls</th><th scope="col" class="number">Opening</th><th scope="col" class="number">Closing</th><th scope="col" class="number">Sum</th></tr></thead>
<tbody>${shares.map(
    (share) =>
      html`<tr><th scope="row">${share.interval}</th><td class="number">${share.activePolls} of ${share.polls}</td><td class="number">${amountOf(share.openingMicros, name)}</td><td class="number">${amountOf(share.closingMicros, name)}</td><td class="number">${amountOf(share.upMicros, name)}</td></tr>`,
  )}</tbody>`,
)}
<p class="hint">In sum ${amountOf(uncappedMicros, name)}${limited ? `, limited to the window’s ${amountOf(figures.upMicros, name)}` : ''}.</p>`;
}
