import { METHOD_FACTS } from '../../../contract/methods';
import type {
  ExplainedInterval,
  ExplainedPoll,
  Explanation,
  LeftOutReason,
} from '../../../domain/explain/explain-types';
import { counted } from '../../../domain/wording/report-words';
import { hours, localWords } from '../parts/figure-words';
import { type Html, html } from '../parts/html';
import { instantWithUtc, scrolled, spanCells } from './store-cells';

/** The business intervals of the week with the polls inside them, then the polls that were left out. */
export function storePolls(explanation: Explanation): Html {
  return html`<section class="card" aria-labelledby="intervals-title">
<h2 id="intervals-title">Business intervals and their polls</h2>
${explanation.intervals.length === 0 ? html`<p>${noInterval(explanation)}</p>` : null}
${explanation.intervals.map((interval) => intervalPart(interval, explanation))}
</section>
<section class="card" aria-labelledby="left-out-title">
<h2 id="left-out-title">Polls left out</h2>
${leftOut(explanation)}
</section>`;
}

function noInterval({ windows }: Explanation): string {
  const isKnown = windows.every(({ figures }) => figures !== null);
  return isKnown
    ? 'The store was closed all week.'
    : 'Not known: the menu hours or the timezone cannot be read.';
}

function intervalPart(interval: ExplainedInterval, { clock, pins }: Explanation): Html {
  const { number, fromMicros, toMicros, polls } = interval;
  const { tellsWhen } = METHOD_FACTS[pins.method];
  const head = tellsWhen
    ? html`<th scope="col" colspan="2">Speaks for</th>`
    : html`<th scope="col">Counts in the last</th>`;
  return html`<details class="number-line"><summary><b>${number}</b> ${localWords(fromMicros, clock)} to ${localWords(toMicros, clock)}: ${hours(toMicros - fromMicros)} h, ${counted(polls.length, 'poll')}</summary>
${
  polls.length === 0
    ? html`<p class="hint">No poll.</p>`
    : scrolled(
        `Polls of interval ${number}`,
        html`<thead><tr><th scope="col">Poll</th><th scope="col">Status</th>${head}</tr></thead>
<tbody>${polls.map((poll) => html`<tr><td>${instantWithUtc(poll.atMicros, clock)}</td><td>${statusOf(poll)}</td>${weightOf(poll, clock, tellsWhen)}</tr>`)}</tbody>`,
      )
}</details>`;
}

function weightOf({ speaksFor, countsIn }: ExplainedPoll, timezone: string, tellsWhen: boolean): Html {
  if (!tellsWhen) return html`<td>${countsIn ?? 'none: the poll is at the as-of time'}</td>`;
  return speaksFor ? spanCells(speaksFor, timezone) : html`<td colspan="2">nothing</td>`;
}

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  'outside-hours': 'outside business hours',
  'hours-unknown': 'the business hours are not known',
  replaced: 'replaced by a later poll of the same instant',
  'before-week': 'before the week',
  'after-as-of': 'after the as-of time',
};

const DAYS = {
  'before-week': 'the day before the week',
  'after-as-of': 'the day after the as-of time',
} as const;

function leftOut({ leftOut: { polls, counts }, clock }: Explanation): Html {
  if (polls.length === 0) return html`<p>None.</p>`;
  const listed = (reason: LeftOutReason) => polls.filter((poll) => poll.reason === reason).length;
  const more = (['before-week', 'after-as-of'] as const).flatMap((reason) => {
    const rest = counts[reason] - listed(reason);
    return rest > 0
      ? [html`<p class="hint">And ${counted(rest, 'more poll')} from ${DAYS[reason]}.</p>`]
      : [];
  });
  return html`<details class="number-line"><summary>${counted(polls.length, 'poll')}, each with its reason</summary>
${scrolled(
  'Polls left out',
  html`<thead><tr><th scope="col">Poll</th><th scope="col">Status</th><th scope="col">Why</th></tr></thead>
<tbody>${polls.map((poll) => html`<tr><td>${instantWithUtc(poll.atMicros, clock)}</td><td>${statusOf(poll)}</td><td>${REASONS[poll.reason]}</td></tr>`)}</tbody>`,
)}</details>${more}`;
}

function statusOf({ active }: { readonly active: boolean }): string {
  return active ? 'active' : 'inactive';
}
