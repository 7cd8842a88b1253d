import { type Stretch, type StretchStatus, WINDOWS, type WindowName } from '../../../contract/report';
import type {
  CountedWindow,
  ExplainedInterval,
  ExplainedWindow,
  Explanation,
  StretchWindow,
} from '../../../domain/explain/explain-types';
import { cutTo, united } from '../../../domain/explain/explained-week';
import { overlapMicros, WINDOW_MICROS } from '../../../domain/time/windows';
import { counted } from '../../../domain/wording/report-words';
import { amountOf, localWords, utcWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';
import { SPAN_HEAD, scrolled, spanCells } from './store-cells';

const STATUSES: readonly StretchStatus[] = ['up', 'down', 'unknown'];
const NAMES: Readonly<Record<StretchStatus, string>> = { up: 'Up', down: 'Down', unknown: 'Unknown' };

/** The numbers of a store's last hour, day and week. Each opens to show what it is the sum of. */
export function numberDetails(explanation: Explanation): Html {
  return html`${explanation.windows.map(
    (window) => html`<section class="opening" aria-labelledby="${window.name}-title">
<h3 id="${window.name}-title">Last ${window.name}</h3>
<p class="hint">${localWords(window.fromMicros, explanation.clock)} to ${localWords(window.toMicros, explanation.clock)}</p>
${numbersOf(window, explanation)}
</section>`,
  )}`;
}

function numbersOf(window: ExplainedWindow, explanation: Explanation): readonly Html[] {
  if (window.by === 'nothing') return [html`<p>Not known, because the business hours are not known.</p>`];
  const numbers = window.by === 'polls' ? countedNumbers(window) : stretchNumbers(window, explanation);
  return [...numbers, openTime(window, explanation)];
}

function stretchNumbers(window: StretchWindow, { intervals, clock }: Explanation): readonly Html[] {
  return STATUSES.map((status) => {
    const stretches = intervals.flatMap((interval) => stretchesOf(interval, status, window.name));
    const micros = microsOf(window, status);
    return opened(
      html`<b>${NAMES[status]}</b> ${amountOf(micros, window.name)}`,
      stretches.length === 0
        ? html`<p class="hint">None in this window.</p>`
        : html`<p class="hint">${counted(stretches.length, 'stretch', 'stretches')}, in sum ${amountOf(micros, window.name)}.</p>
${stretchTable(stretches, intervals, clock, window.name)}`,
    );
  });
}

function microsOf({ figures }: StretchWindow, status: StretchStatus): number {
  if (status === 'up') return figures.upMicros;
  return status === 'down' ? figures.downMicros : (figures.unknownMicros ?? 0);
}

/** The stretches of an interval that have the status, cut to the window. */
function stretchesOf({ pieces }: ExplainedInterval, status: StretchStatus, window: WindowName): Stretch[] {
  const within = WINDOWS.slice(0, WINDOWS.indexOf(window) + 1);
  return united(pieces.filter((piece) => within.includes(piece.window))).filter(
    (each) => each.status === status,
  );
}

function stretchTable(
  stretches: readonly Stretch[],
  intervals: readonly ExplainedInterval[],
  timezone: string,
  window: WindowName,
): Html {
  const polls = intervals.flatMap((interval) => interval.polls);
  return scrolled(
    'The stretches',
    html`<thead><tr>${SPAN_HEAD}<th scope="col" class="number">Length</th><th scope="col">Polls behind it (UTC)</th></tr></thead>
<tbody>${stretches.map((stretch) => {
      const saying = polls.filter(
        ({ speaksFor }) => speaksFor && overlapMicros(speaksFor.fromMicros, speaksFor.toMicros, stretch) > 0,
      );
      const words = saying.map(
        ({ atMicros, active }) => `${utcWords(atMicros).slice(5)} ${active ? 'active' : 'inactive'}`,
      );
      return html`<tr>${spanCells(stretch, timezone)}<td class="number">${amountOf(stretch.toMicros - stretch.fromMicros, window)}</td>
<td>${words.length === 0 ? 'none' : words.join('; ')}</td></tr>`;
    })}</tbody>`,
  );
}

function countedNumbers(window: CountedWindow): readonly Html[] {
  const { name, figures } = window;
  const up = amountOf(figures.upMicros, name);
  return [
    opened(html`<b>Up</b> ${up}`, countedShares(window)),
    opened(
      html`<b>Down</b> ${amountOf(figures.downMicros, name)}`,
      html`<p>The window, ${amountOf(WINDOW_MICROS[name], name)}, minus the uptime of ${up}: closed hours count as down.</p>`,
    ),
  ];
}

function openTime(window: StretchWindow | CountedWindow, { intervals, clock }: Explanation): Html {
  const spans = intervals.flatMap((interval) =>
    cutTo(interval, window).map((span) => ({ ...span, number: interval.number })),
  );
  const rows = spans.map(
    (span) =>
      html`<tr><th scope="row">${span.number}</th>${spanCells(span, clock)}<td class="number">${amountOf(span.toMicros - span.fromMicros, window.name)}</td></tr>`,
  );
  return opened(
    html`<b>Open</b> ${amountOf(window.figures.businessMicros, window.name)}`,
    rows.length === 0
      ? html`<p class="hint">No business hours in this window.</p>`
      : scrolled(
          'The business intervals',
          html`<thead><tr><th scope="col">Interval</th>${SPAN_HEAD}<th scope="col" class="number">Length</th></tr></thead><tbody>${rows}</tbody>`,
        ),
  );
}

function opened(summary: Html, content: Html): Html {
  return html`<details class="number-line"><summary>${summary}</summary>${content}</details>`;
}

/** How much each interval adds to the uptime of a window, for a method that counts polls. */
function countedShares({ name, shares, uncappedMicros, figures }: CountedWindow): Html {
  if (shares.length === 0) return html`<p class="hint">No business hours in this window.</p>`;
  const limited = uncappedMicros > figures.upMicros;
  return html`<p class="hint">An hour for each active poll, plus the start and the end of an interval where the nearest poll is active.</p>
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
