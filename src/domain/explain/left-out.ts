import type { Span } from '../../contract/report';
import { MICROS_PER_DAY } from '../time/instants';
import { windowOf } from '../time/windows';
import type { LeftOut, LeftOutPoll, LeftOutReason, StoredPoll } from './explain-types';

/** List only the polls nearest to the week on either side, and count the others. */
const LISTED_BESIDE_WEEK = 6;

/** An explanation reads the polls of the week and of one day on either side: a log can hold years. */
export function explainedSpan(asOfMicros: number): Span {
  const week = windowOf('week', asOfMicros);
  return { fromMicros: week.fromMicros - MICROS_PER_DAY, toMicros: week.toMicros + MICROS_PER_DAY };
}

/** Splits polls, in order of time and the log, into those that a report uses and those that it does not. */
export function splitPolls(
  polls: readonly StoredPoll[],
  week: Span,
): { readonly used: StoredPoll[]; readonly leftOut: LeftOutPoll[] } {
  const used: StoredPoll[] = [];
  const leftOut: LeftOutPoll[] = [];
  for (const poll of polls) {
    if (poll.atMicros < week.fromMicros) {
      leftOut.push(leaveOut(poll, 'before-week'));
    } else if (poll.atMicros > week.toMicros) {
      leftOut.push(leaveOut(poll, 'after-as-of'));
    } else {
      const last = used.at(-1);
      if (last?.atMicros === poll.atMicros) {
        leftOut.push(leaveOut(last, 'replaced'));
        used.pop();
      }
      used.push({ atMicros: poll.atMicros, active: poll.active });
    }
  }
  return { used, leftOut };
}

export function leaveOut(poll: StoredPoll, reason: LeftOutReason): LeftOutPoll {
  return { atMicros: poll.atMicros, active: poll.active, reason };
}

export function gatherLeftOut(polls: readonly LeftOutPoll[]): LeftOut {
  const of = (reason: LeftOutReason) => polls.filter((poll) => poll.reason === reason);
  const [outside, unknown, replaced, before, after] = [
    of('outside-hours'),
    of('hours-unknown'),
    of('replaced'),
    of('before-week'),
    of('after-as-of'),
  ];
  const inWeek = [...outside, ...unknown, ...replaced].sort((a, b) => a.atMicros - b.atMicros);
  return {
    polls: [...before.slice(-LISTED_BESIDE_WEEK), ...inWeek, ...after.slice(0, LISTED_BESIDE_WEEK)],
    counts: {
      'outside-hours': outside.length,
      'hours-unknown': unknown.length,
      replaced: replaced.length,
      'before-week': before.length,
      'after-as-of': after.length,
    },
  };
}
