import type {
  CountedShare,
  ExplainedInterval,
  ExplainedWindow,
  Explanation,
  InterpolatedShare,
} from '../../domain/explain/explain-types';
import { formatInstant } from '../../domain/time/instants';
import { seconds, spanBody } from '../http/time-body';
import { pinsBody } from '../reports/report-body';
import type { ExplanationBody } from './explanation-schema';

type WindowBody = ExplanationBody['windows'][number];

export function explanationBody(explanation: Explanation): Omit<ExplanationBody, 'report_id' | 'row'> {
  return {
    store_id: explanation.storeId,
    timezone: explanation.timezone,
    timezone_defaulted: explanation.timezoneDefaulted,
    hours: explanation.hours.map(({ day, startSeconds, endSeconds }) => ({
      day,
      start_seconds: startSeconds,
      end_seconds: endSeconds,
    })),
    pins: pinsBody(explanation.pins),
    intervals: explanation.intervals.map(intervalBody),
    left_out: {
      polls: explanation.leftOut.polls.map(({ atMicros, active, reason }) => ({
        at: formatInstant(atMicros),
        active,
        reason,
      })),
      counts: { ...explanation.leftOut.counts },
    },
    windows: explanation.windows.map(windowBody),
  };
}

function intervalBody(interval: ExplainedInterval): ExplanationBody['intervals'][number] {
  return {
    number: interval.number,
    ...spanBody(interval),
    polls: interval.polls.map(({ atMicros, active, speaksFor, countsIn }) => ({
      at: formatInstant(atMicros),
      active,
      speaks_for: speaksFor && spanBody(speaksFor),
      counts_in: countsIn,
    })),
    pieces: interval.pieces.map((piece) => ({
      ...spanBody(piece),
      status: piece.status,
      window: piece.window,
    })),
  };
}

function windowBody(window: ExplainedWindow): WindowBody {
  const { upMicros, downMicros, unknownMicros, businessMicros } = window.figures;
  return {
    name: window.name,
    ...spanBody(window),
    figures: {
      up_seconds: seconds(upMicros),
      down_seconds: seconds(downMicros),
      unknown_seconds: unknownMicros === null ? null : seconds(unknownMicros),
      business_seconds: seconds(businessMicros),
    },
    uncapped_seconds: window.method === 'count' ? seconds(window.uncappedMicros) : null,
    shares:
      window.method === 'count' ? window.shares.map(countedShare) : window.shares.map(interpolatedShare),
  };
}

function interpolatedShare(share: InterpolatedShare): WindowBody['shares'][number] {
  return {
    interval: share.interval,
    up_seconds: seconds(share.upMicros),
    down_seconds: seconds(share.downMicros),
    unknown_seconds: seconds(share.unknownMicros),
    business_seconds: seconds(share.businessMicros),
    count: null,
  };
}

function countedShare(share: CountedShare): WindowBody['shares'][number] {
  return {
    interval: share.interval,
    up_seconds: seconds(share.upMicros),
    down_seconds: null,
    unknown_seconds: null,
    business_seconds: seconds(share.businessMicros),
    count: {
      polls: share.polls,
      active_polls: share.activePolls,
      opening_seconds: seconds(share.openingMicros),
      closing_seconds: seconds(share.closingMicros),
    },
  };
}
