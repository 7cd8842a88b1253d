import { reportPagePath } from '../../../contract/report-addresses';
import type { DayHours } from '../../../domain/hours/business-hours';
import { originWords } from '../../../domain/hours/origin-words';
import { fleetTotals } from '../../../domain/report/fleet-totals';
import { instantWords, methodSentence } from '../../../domain/wording/report-words';
import { WEEKDAY_LABELS } from '../../../pictures/heat-scale';
import type { Operation } from '../../http/operation';
import { readInput } from '../../http/read-input';
import type { ApiPorts } from '../../ports';
import { type ExplainedStore, explainOne, storeOfReportSchema } from '../../results/explain-report-store';
import { requireFigures } from '../../results/require-figures';
import { type Html, html } from '../parts/html';
import { REPORT_STYLES, sendPage } from '../parts/page-layout';
import { totalsByWindow } from '../parts/totals-by-window';
import { numberDetails } from './number-details';
import { storeDrawing } from './store-drawing';
import { storePolls } from './store-polls';

/** The page of one store of a report. */
export function storePage(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/reports/{id}/stores/{store_id}',
    summary: 'The page of one store of a report',
    responses: {},
    handle: async (req, res) => {
      const { id, store_id: storeId } = readInput(storeOfReportSchema, req.params);
      const explained = await explainOne(ports, await requireFigures(ports, id), storeId);
      res.set('Cache-Control', 'no-store');
      const { temporalUiUrl } = ports;
      sendPage(res, {
        title: `Store ${storeId}`,
        main: mainPart(id, explained),
        temporalUiUrl,
        styles: REPORT_STYLES,
      });
    },
  };
}

const DAY_SECONDS = 86_400;

/** One store of a report: its week, and the details of each number. */
function mainPart(reportId: string, store: ExplainedStore): Html {
  const { row, explanation } = store;
  const { pins } = explanation;
  return html`<div class="stack">
<header class="report-head">
<p class="kicker"><a href="${reportPagePath(reportId)}">Report <code>${reportId}</code></a></p>
<h1>Store <bdi>${row.storeId}</bdi></h1>
<p>The week up to ${instantWords(pins.asOfMicros)}</p>
</header>
<section class="card" aria-labelledby="totals-title"><h2 id="totals-title">Uptime</h2>
${totalsByWindow({ totals: fleetTotals([row]), method: pins.method, hourUnit: 'minutes' })}
<p class="hint">${methodSentence(pins)}</p></section>
<section class="card" aria-labelledby="week-title"><h2 id="week-title">The week, day by day</h2>${storeDrawing(store)}</section>
<section class="card" aria-labelledby="numbers-title"><h2 id="numbers-title">Details of each number</h2>
<p class="hint">Open a number to see what it adds up.</p>
${numberDetails(explanation)}</section>
${hoursPart(store)}
${storePolls(explanation)}
</div>`;
}

function hoursPart({ explanation }: ExplainedStore): Html {
  const { hours, hoursFrom, timezone, zoneFrom, pins } = explanation;
  const zoneWords = originWords('timezones', zoneFrom, pins.timezonesVersion);
  return html`<section class="card" aria-labelledby="hours-title"><h2 id="hours-title">Business hours</h2>
<dl class="facts"><div><dt>Hours</dt><dd>${originWords('hours', hoursFrom, pins.hoursVersion)}</dd></div>
<div><dt>Timezone</dt><dd>${timezone === null ? zoneWords : `${timezone}, ${zoneWords}`}</dd></div></dl>
${
  hours.length === 0
    ? null
    : html`<ul class="counts">${WEEKDAY_LABELS.flatMap((name, day) => dayLines(hours, day).map((words) => html`<li><b>${name}</b> <span>${words}</span></li>`))}</ul>`
}</section>`;
}

function dayLines(hours: readonly DayHours[], day: number): readonly string[] {
  const ofDay = hours.filter((each) => each.day === day && each.startSeconds < each.endSeconds);
  if (ofDay.length > 0)
    return ofDay.map(({ startSeconds, endSeconds }) => `${clock(startSeconds)} to ${clock(endSeconds)}`);
  const before = (day + WEEKDAY_LABELS.length - 1) % WEEKDAY_LABELS.length;
  const goesOn = hours.some((each) => each.day === before && each.endSeconds > DAY_SECONDS);
  return [goesOn ? 'closed after the end of the night before' : 'closed'];
}

/** `02:00 the next day` for seconds beyond the day; the end of the day is `24:00`. */
function clock(seconds: number): string {
  const isNext = seconds > DAY_SECONDS;
  const minutes = Math.floor((isNext ? seconds - DAY_SECONDS : seconds) / 60);
  const text = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const rest = seconds % 60 === 0 ? '' : `:${String(seconds % 60).padStart(2, '0')}`;
  return `${text}${rest}${isNext ? ' the next day' : ''}`;
}
