import type { InputOrigin } from '../../contract/input-states';
import type { WindowFigures } from '../../contract/report';
import type {
  CountedShare,
  ExplainedInterval,
  ExplainedWindow,
  Explanation,
  StretchShare,
} from '../../domain/explain/explain-types';
import type { DayHours } from '../../domain/hours/business-hours';
import { formatInstant } from '../../domain/time/instants';
import { spanBody, toSeconds } from '../http/time-body';
import { pinsBody } from '../reports/report-body';
import type { ExplanationBody } from './explanation-schema';

type WindowBody = ExplanationBody['windows'][number];

export function explanationBody(explanation: Explanation): Omit<ExplanationBody, 'report_id' | 'row'> {
  return {
    store_id: explanation.storeId,
    timezone: explanation.timezone,
    zone_from: originBody(explanation.zoneFrom, explanation.pins.timezonesVersion),
    timezone_defaulted: explanation.zoneFrom.state === 'default',
    hours: explanation.hours.map(dayBody),
    hours_from: originBody(explanation.hoursFrom, explanation.pins.hoursVersion),
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

function dayBody({ day, startSeconds, endSeconds }: DayHours): ExplanationBody['hours'][number] {
  const isClosed = startSeconds === endSeconds;
  return {
    day,
    start_seconds: isClosed ? null : startSeconds,
    end_seconds: isClosed ? null : endSeconds,
  };
}

function originBody({ state, file, since }: InputOrigin, version: number): ExplanationBody['hours_from'] {
  return { state, file, version: state === 'given' ? version : since };
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
  return {
    name: window.name,
    ...spanBody(window),
    figures: window.figures && figuresBody(window.figures),
    uncapped_seconds: window.by === 'polls' ? toSeconds(window.uncappedMicros) : null,
    shares: window.by === 'polls' ? window.shares.map(countedShare) : window.shares.map(stretchShare),
  };
}

function figuresBody(figures: WindowFigures): NonNullable<WindowBody['figures']> {
  const { upMicros, downMicros, unknownMicros, businessMicros } = figures;
  return {
    up_seconds: toSeconds(upMicros),
    down_seconds: toSeconds(downMicros),
    unknown_seconds: unknownMicros === null ? null : toSeconds(unknownMicros),
    business_seconds: toSeconds(businessMicros),
  };
}

function stretchShare(share: StretchShare): WindowBody['shares'][number] {
  return {
    interval: share.interval,
    up_seconds: toSeconds(share.upMicros),
    down_seconds: toSeconds(share.downMicros),
    unknown_seconds: toSeconds(share.unknownMicros),
    business_seconds: toSeconds(share.businessMicros),
    count: null,
  };
}

function countedShare(share: CountedShare): WindowBody['shares'][number] {
  return {
    interval: share.interval,
    up_seconds: toSeconds(share.upMicros),
    down_seconds: null,
    unknown_seconds: null,
    business_seconds: toSeconds(share.businessMicros),
    count: {
      polls: share.polls,
      active_polls: share.activePolls,
      opening_seconds: toSeconds(share.openingMicros),
      closing_seconds: toSeconds(share.closingMicros),
    },
  };
}
