import type { WeekHeat } from '../../../contract/report';
import { heatMap } from '../../../pictures/heat-map';
import { type HeatCell, heatCells, WEEKDAY_LABELS } from '../../../pictures/heat-scale';
import { pageSkin } from '../../../pictures/page-skin';
import { type Html, html } from '../parts/html';
import { picture } from '../parts/picture';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The week by the hour, as a picture and as a table. */
export function reportHeat(heat: WeekHeat): Html {
  const cells = heatCells(heat);
  return html`<section class="card" aria-labelledby="heat-title">
<h2 id="heat-title">The week by the hour</h2>
<p class="hint">Percent of the known business time that stores were up, in each store’s local time.</p>
${picture(heatMap(heat, pageSkin), 'The week by the hour, as a picture')}
<details><summary>Show as a table</summary>
<div class="sideways" tabindex="0" role="group" aria-label="The week by the hour, as a table"><table class="numbers">
<thead><tr><th scope="col">Hour</th>${WEEKDAY_LABELS.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${HOURS.map((hour) => rowOf(hour, cells))}</tbody>
</table></div></details>
</section>`;
}

function rowOf(hour: number, cells: readonly HeatCell[]): Html {
  const ofHour = cells.filter((cell) => cell.hour === hour);
  return html`<tr><th scope="row">${String(hour).padStart(2, '0')}:00</th>${ofHour.map((cell) => html`<td class="number">${wordsOf(cell)}</td>`)}</tr>`;
}

function wordsOf({ isOpen, upPercent, isBarelyKnown }: HeatCell): string {
  if (!isOpen) return 'closed';
  if (upPercent === null) return 'unknown';
  return isBarelyKnown ? `${upPercent}% (less than half known)` : `${upPercent}%`;
}
