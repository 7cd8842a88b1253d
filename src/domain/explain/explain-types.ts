import type { InputOrigin } from '../../contract/input-states';
import type { ReportPins, Span, Stretch, WindowFigures, WindowName } from '../../contract/report';
import type { DayHours } from '../hours/business-hours';
import type { CountPieces } from '../uptime/count';

/** A poll of one store in the log. Of several of the same instant, the last counts. */
export interface StoredPoll {
  readonly atMicros: number;
  readonly active: boolean;
}

export const LEFT_OUT_REASONS = [
  'outside-hours',
  'hours-unknown',
  'replaced',
  'before-week',
  'after-as-of',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface LeftOutPoll extends StoredPoll {
  readonly reason: LeftOutReason;
}

export interface LeftOut {
  /** In order of time; of those before the week and after as-of, only the nearest. */
  readonly polls: readonly LeftOutPoll[];
  /** All of the week and of a day on either side, listed or not. */
  readonly counts: Readonly<Record<LeftOutReason, number>>;
}

export interface ExplainedPoll extends StoredPoll {
  /** The stretch that the poll decides. null: none, or the method does not tell when a store was up. */
  readonly speaksFor: Span | null;
  /** The shortest window that counts the poll. null: a poll at as-of itself, or a method of stretches. */
  readonly countsIn: WindowName | null;
}

/** A stretch, cut where a window begins: it lies in `window` and every longer one, and in no shorter one. */
export interface StretchPiece extends Stretch {
  readonly window: WindowName;
}

/** A whole business interval; it can begin before the week or end after as-of. */
export interface ExplainedInterval extends Span {
  readonly number: number;
  readonly polls: readonly ExplainedPoll[];
  /** Together they cover the time of the interval in the week exactly. Empty where the method does not tell when a store was up. */
  readonly pieces: readonly StretchPiece[];
}

/** up + down + unknown = business. */
export interface StretchShare {
  readonly interval: number;
  readonly businessMicros: number;
  readonly upMicros: number;
  readonly downMicros: number;
  readonly unknownMicros: number;
}

export interface CountedShare extends CountPieces {
  readonly interval: number;
  readonly businessMicros: number;
  /** One hour for each active poll, and both ends. */
  readonly upMicros: number;
}

interface WindowFacts extends Span {
  readonly name: WindowName;
  /** The report's figures of this store and window. */
  readonly figures: WindowFigures;
}

export interface StretchWindow extends WindowFacts {
  readonly by: 'stretches';
  /** One for each interval that overlaps the window. */
  readonly shares: readonly StretchShare[];
}

export interface CountedWindow extends WindowFacts {
  readonly by: 'polls';
  readonly shares: readonly CountedShare[];
  /** The sum of the shares' uptime, before it is limited to the window's length. */
  readonly uncappedMicros: number;
}

/** The business time of the store is not known. */
export interface UnknownWindow extends Span {
  readonly by: 'nothing';
  readonly name: WindowName;
  readonly figures: null;
  readonly shares: readonly [];
}

export type ExplainedWindow = StretchWindow | CountedWindow | UnknownWindow;

/** Everything that is needed to compute one store's figures by hand. Instants are UTC microseconds. */
export interface Explanation {
  readonly storeId: string;
  /** null: it cannot be read. */
  readonly timezone: string | null;
  readonly zoneFrom: InputOrigin;
  /** The zone that local times are shown in. */
  readonly clock: string;
  /** Empty: open around the clock, or the hours cannot be read. */
  readonly hours: readonly DayHours[];
  readonly hoursFrom: InputOrigin;
  readonly pins: ReportPins;
  readonly intervals: readonly ExplainedInterval[];
  readonly leftOut: LeftOut;
  /** Hour, day, week. */
  readonly windows: readonly ExplainedWindow[];
}
