import type { ReportFormat } from './formats';
import type { Method } from './methods';
import type { WeekHeat } from './week-heat';

/** Types of the report that workflows, activities, renderers and the API share. Instants are UTC microseconds. */
export const REPORT_STAGES = ['load', 'localize', 'filter', 'aggregate', 'render'] as const;
export type ReportStage = (typeof REPORT_STAGES)[number];

export const REPORT_STATES = ['Running', 'Completed', 'Failed', 'Cancelled'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const WINDOWS = ['hour', 'day', 'week'] as const;
export type WindowName = (typeof WINDOWS)[number];

/** Up to so many stores, a PDF has a page with the week drawn for each. */
export const MAX_WEEKS_DRAWN = 12;

export const DEFAULT_HOLD_SECONDS = 7_200;
export const DEFAULT_TIMEZONE = 'America/Chicago';

/** What a caller asks for. `asOfMicros` null: the latest poll in the log. `storeIds` null: every store. */
export interface ReportOptions {
  readonly asOfMicros: number | null;
  readonly method: Method;
  readonly holdSeconds: number;
  readonly storeIds: readonly string[] | null;
  readonly formats: readonly ReportFormat[];
  /** The CSV's extended columns. */
  readonly extended: boolean;
  /** The PDF's table of every store. */
  readonly fullTable: boolean;
}

/** What a report is a function of: the same pins give the same bytes. */
export interface ReportPins {
  readonly asOfMicros: number;
  readonly method: Method;
  readonly methodVersion: number;
  readonly holdSeconds: number;
  readonly logVersion: number;
  /** 0: no such input was ever taken in. */
  readonly hoursVersion: number;
  readonly timezonesVersion: number;
  readonly tzdbVersion: string;
}

/** Counts of what lay behind a report, for its reader to judge it by. */
export interface ReportQuality {
  /** Distinct polls in the week up to as-of, of the stores reported. */
  readonly polls: number;
  readonly pollsOutsideHours: number;
  /** The newest of those polls; null: there is none. */
  readonly newestPollMicros: number | null;
  /** Rows of poll files, up to the pinned log version. */
  readonly rowsIn: number;
  readonly duplicates: number;
  /** Duplicates of an instant that said another status; the later word won. */
  readonly disagreements: number;
  readonly quarantined: { readonly polls: number; readonly hours: number; readonly timezones: number };
  readonly storesWithoutTimezone: number;
  readonly storesWithoutHours: number;
  readonly storesSilent: number;
  /** Asked for, but never seen in the log. */
  readonly unknownStoreIds: readonly string[];
  /** In words: files that could not be read, versions held back, inputs never given. */
  readonly warnings: readonly string[];
}

/** Durations of one window, in microseconds. For `count`, closed hours are down and `unknownMicros` is null. */
export interface WindowFigures {
  readonly upMicros: number;
  readonly downMicros: number;
  readonly unknownMicros: number | null;
  readonly businessMicros: number;
}

export interface StoreFigures {
  readonly storeId: string;
  readonly timezone: string;
  readonly pollsLastWeek: number;
  readonly hour: WindowFigures;
  readonly day: WindowFigures;
  readonly week: WindowFigures;
}

export type StretchStatus = 'up' | 'down' | 'unknown';

/** Half-open `[fromMicros, toMicros)`. */
export interface Span {
  readonly fromMicros: number;
  readonly toMicros: number;
}

export interface Stretch extends Span {
  readonly status: StretchStatus;
}

/** One store's week, for a drawing: clipped to the last week. */
export interface StoreWeek {
  readonly storeId: string;
  readonly business: readonly Span[];
  readonly stretches: readonly Stretch[];
  readonly polls: readonly { readonly atMicros: number; readonly active: boolean }[];
}

/** A row a store, in an array or made when they are asked for. */
export interface StoreRows {
  readonly length: number;
  slice(from: number, to: number): readonly StoreFigures[];
}

/** What a report's tables are made of. */
export interface ReportTable {
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  /** Sorted by store id in code-point order. */
  readonly stores: StoreRows;
}

/** Everything a renderer needs. `weeks` holds a drawing for each store when only a few were asked for. */
export interface ReportDocument extends ReportTable {
  readonly stores: readonly StoreFigures[];
  readonly weeks: readonly StoreWeek[];
  /** null for `count`, and for reports of older versions. */
  readonly heat: WeekHeat | null;
}

export interface Progress {
  readonly stage: ReportStage | 'done';
  /** 0 to 1. */
  readonly fraction: number;
  readonly storeCount: number | null;
  readonly pollCount: number | null;
}

export interface RenderedFile {
  readonly format: ReportFormat;
  readonly key: string;
  readonly sizeBytes: number;
}
