import { METHOD_FACTS, type Method } from '../../../contract/methods';
import { WINDOWS, type WindowName } from '../../../contract/report';
import type { FleetTotals, WindowTotals } from '../../../domain/report/fleet-totals';
import { knownTenths, uptimeTenths } from '../../../domain/report/total-ratios';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '../../../domain/time/instants';
import { amountWords, percentWords } from '../../../domain/wording/report-words';
import { pageSkin } from '../../../pictures/page-skin';
import { shareBar } from '../../../pictures/share-bar';
import { type Html, html } from './html';
import { ornament } from './picture';

const BAR = { width: 400, height: 14 };

interface TotalsInput {
  readonly totals: FleetTotals;
  readonly method: Method;
  /** For the last hour. The longer windows are in hours. */
  readonly hourUnit: 'minutes' | 'hours';
}

/** The last hour, day and week: the uptime, a bar, and the numbers. */
export function totalsByWindow(input: TotalsInput): Html {
  return html`<div class="totals">${WINDOWS.map((window) => windowPart(window, input))}</div>`;
}

function windowPart(window: WindowName, { totals, method, hourUnit }: TotalsInput): Html {
  const inMinutes = window === 'hour' && hourUnit === 'minutes';
  const amount = (micros: bigint) =>
    `${amountWords(micros, inMinutes ? MICROS_PER_MINUTE : MICROS_PER_HOUR)} ${inMinutes ? 'min' : 'h'}`;
  const ofWindow = totals[window];
  if (ofWindow === null) return notKnown(window);
  const { upMicros, downMicros, unknownMicros, businessMicros } = ofWindow;
  const unknown =
    unknownMicros === null
      ? null
      : html`<div class="is-unknown"><dt>Unknown</dt><dd>${amount(unknownMicros)}</dd></div>`;
  return html`<section class="total" aria-label="Last ${window}">
<h3>Last ${window}</h3>
<p class="share"><strong>${percentWords(uptimeTenths(ofWindow))}</strong> ${captionOf(ofWindow, method)}</p>
${knownPart(ofWindow)}
${barOf(ofWindow)}
<dl><div class="is-up"><dt>Up</dt><dd>${amount(upMicros)}</dd></div>
<div class="is-down"><dt>Down</dt><dd>${amount(downMicros)}</dd></div>
${unknown}
<div><dt>Open</dt><dd>${amount(businessMicros)}</dd></div></dl>
</section>`;
}

/** The business time of no store is known. */
function notKnown(window: WindowName): Html {
  return html`<section class="total" aria-label="Last ${window}">
<h3>Last ${window}</h3>
<p class="share"><strong>–</strong> not known</p>
<p class="hint">The menu hours or the timezone cannot be read.</p>
</section>`;
}

function captionOf(totals: WindowTotals, method: Method): string {
  if (METHOD_FACTS[method].closedIsDown) return 'of the whole window up';
  if (uptimeTenths(totals) === null)
    return totals.businessMicros === 0n ? 'no business hours' : 'nothing is known';
  return 'of the known time up';
}

/** Where the store was closed, an empty line keeps the bars aligned. */
function knownPart(totals: WindowTotals): Html | null {
  if (totals.unknownMicros === null) return null;
  const known = knownTenths(totals);
  return html`<p class="hint known">${known === null ? '' : `${percentWords(known)} of the open time is known`}</p>`;
}

function barOf({ upMicros, downMicros, unknownMicros }: WindowTotals): Html {
  const unknown = unknownMicros === null ? null : Number(unknownMicros);
  return ornament(shareBar({ up: Number(upMicros), down: Number(downMicros), unknown }, BAR, pageSkin));
}
