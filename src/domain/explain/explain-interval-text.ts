import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { Span } from '../../contract/report';
import { formatInstant } from '../time/instants';
import {
  elapsedCells,
  formatElapsed,
  formatLocal,
  formatTable,
  hoursCells,
  localCells,
  type TextColumn,
  textCells,
} from './explain-cells';
import type { ExplainedInterval, ExplainedPoll, LeftOut, LeftOutReason } from './explain-types';

const REASON_WORDS: Readonly<Record<LeftOutReason, string>> = {
  'outside-hours': 'outside business hours',
  'hours-unknown': 'the business hours are not known',
  replaced: 'replaced by a later poll of the same instant',
  'before-week': 'older than one week before as-of',
  'after-as-of': 'later than as-of',
};

/** One business interval: its time, polls and stretches. */
export function formatInterval(interval: ExplainedInterval, zone: string, method: Method): string[] {
  const { fromMicros, toMicros, polls, pieces } = interval;
  const length = formatElapsed(toMicros - fromMicros);
  return [
    `#${interval.number} ${formatLocal(fromMicros, zone, 'full')} to ${formatLocal(toMicros, zone, 'full')}`,
    `  ${formatInstant(fromMicros)} to ${formatInstant(toMicros)}, ${length} long`,
    ...(polls.length === 0 ? ['  No poll.'] : formatPolls(polls, zone, method)),
    ...formatTable([
      localCells('stretch from', zone, pieces, (piece) => piece.fromMicros),
      localCells('to', zone, pieces, (piece) => piece.toMicros),
      textCells('status', pieces, (piece) => piece.status),
      elapsedCells('length', pieces, lengthOf),
      hoursCells('hours', pieces, lengthOf),
      textCells('in', pieces, (piece) => piece.window),
    ]),
  ];
}

function lengthOf(span: Span): number {
  return span.toMicros - span.fromMicros;
}

function formatPolls(polls: readonly ExplainedPoll[], zone: string, method: Method): string[] {
  return formatTable([
    localCells('poll, local', zone, polls, (poll) => poll.atMicros),
    textCells('UTC', polls, (poll) => formatInstant(poll.atMicros)),
    textCells('status', polls, statusOf),
    ...(METHOD_FACTS[method].tellsWhen ? reachColumns(polls) : [countsInColumn(polls)]),
  ]);
}

function statusOf(poll: { readonly active: boolean }): string {
  return poll.active ? 'active' : 'inactive';
}

function reachColumns(polls: readonly ExplainedPoll[]): TextColumn[] {
  return [
    elapsedCells('speaks back', polls, (poll) => poll.speaksFor && poll.atMicros - poll.speaksFor.fromMicros),
    elapsedCells('and on', polls, (poll) => poll.speaksFor && poll.speaksFor.toMicros - poll.atMicros),
  ];
}

function countsInColumn(polls: readonly ExplainedPoll[]): TextColumn {
  return textCells('counts in', polls, (poll) => poll.countsIn ?? 'none: it is at as-of');
}

/** The polls that do not count, with their reasons; of those outside the week only the nearest. */
export function formatLeftOut({ polls, counts }: LeftOut, zone: string): string[] {
  const listed = (reason: LeftOutReason) => polls.filter((poll) => poll.reason === reason).length;
  const more = (['before-week', 'after-as-of'] as const).flatMap((reason) => {
    const rest = counts[reason] - listed(reason);
    return rest > 0 ? [`  … and ${rest} more ${REASON_WORDS[reason]}.`] : [];
  });
  if (polls.length === 0) return ['  None.'];
  return [
    ...formatTable([
      localCells('poll, local', zone, polls, (poll) => poll.atMicros),
      textCells('status', polls, statusOf),
      textCells('reason', polls, (poll) => REASON_WORDS[poll.reason]),
    ]),
    ...more,
  ];
}
