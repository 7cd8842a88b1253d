import type { Span } from '../../contract/report';
import { MICROS_PER_DAY } from '../time/instants';
import { windowOf } from '../time/windows';
import type { LeftOut, LeftOutPoll, LeftOutReason, PollWord } from './explain-types';

/** Of the polls beside the week only the nearest are listed; the rest is counted. */
const LISTED_BESIDE_WEEK = 6;

/** A log may hold years: which polls an explanation looks at, the week and a day on either side. */
export function lookedAt(asOfMicros: number): Span {
  const week = windowOf('week', asOfMicros);
  return { fromMicros: week.fromMicros - MICROS_PER_DAY, toMicros: week.toMicros + MICROS_PER_DAY };
}

/** Splits words, in order of time and the log, into the week's last words and those that do not count. */
export function settleWords(
  words: readonly PollWord[],
  week: Span,
): { readonly settled: PollWord[]; readonly leftOut: LeftOutPoll[] } {
  const settled: PollWord[] = [];
  const leftOut: LeftOutPoll[] = [];
  for (const word of words) {
    if (word.atMicros < week.fromMicros) {
      leftOut.push(leaveOut(word, 'before-week'));
    } else if (word.atMicros > week.toMicros) {
      leftOut.push(leaveOut(word, 'after-as-of'));
    } else {
      const last = settled.at(-1);
      if (last?.atMicros === word.atMicros) {
        leftOut.push(leaveOut(last, 'replaced'));
        settled.pop();
      }
      settled.push({ atMicros: word.atMicros, active: word.active });
    }
  }
  return { settled, leftOut };
}

export function leaveOut(word: PollWord, reason: LeftOutReason): LeftOutPoll {
  return { atMicros: word.atMicros, active: word.active, reason };
}

export function gatherLeftOut(polls: readonly LeftOutPoll[]): LeftOut {
  const of = (reason: LeftOutReason) => polls.filter((poll) => poll.reason === reason);
  const [outside, replaced, before, after] = [
    of('outside-hours'),
    of('replaced'),
    of('before-week'),
    of('after-as-of'),
  ];
  const inWeek = [...outside, ...replaced].sort((a, b) => a.atMicros - b.atMicros);
  return {
    polls: [...before.slice(-LISTED_BESIDE_WEEK), ...inWeek, ...after.slice(0, LISTED_BESIDE_WEEK)],
    counts: {
      'outside-hours': outside.length,
      replaced: replaced.length,
      'before-week': before.length,
      'after-as-of': after.length,
    },
  };
}
