import type { WindowFigures } from '../../../contract/report';
import { explainedWeek } from '../../../domain/explain/explained-week';
import { clockSentence } from '../../../domain/hours/origin-words';
import { windowOf } from '../../../domain/time/windows';
import { counted } from '../../../domain/wording/report-words';
import { pageSkin } from '../../../pictures/page-skin';
import { weekChart } from '../../../pictures/week-chart';
import type { ExplainedStore } from '../../results/explain-report-store';
import { uptimeWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';
import { picture } from '../parts/picture';
import { storeAddress } from '../parts/store-address';

/** The weeks of a few stores. Each links to the details of its numbers. */
export function drawnStores(reportId: string, stores: readonly ExplainedStore[]): Html {
  return html`<div class="stack">${stores.map(
    (store) => html`<section class="card" aria-label="Store ${store.row.storeId}">
<h2>Store <bdi>${store.row.storeId}</bdi></h2>
<p>${upWords(store.row.week)} <a href="${storeAddress(reportId, store.row.storeId)}">Details of each number</a></p>
${storeDrawing(store)}
</section>`,
  )}</div>`;
}

function upWords(week: WindowFigures | null): string {
  return week === null
    ? 'Its uptime is not known: the menu hours or the timezone cannot be read.'
    : `${uptimeWords(week)} up in the last week.`;
}

/** A store's week, one row per local date. */
export function storeDrawing({ row, explanation }: ExplainedStore): Html {
  const { pins, timezone, clock } = explanation;
  const chart = {
    week: explainedWeek(explanation),
    window: windowOf('week', pins.asOfMicros),
    clock,
    method: pins.method,
    isKnown: row.week !== null,
  };
  return html`<p class="hint">${clockSentence(timezone, clock)} ${counted(row.pollsLastWeek, 'poll')} in the week.</p>
${picture(weekChart(chart, pageSkin), 'The week, day by day, as a picture')}`;
}
