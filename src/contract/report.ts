import type { ReportFormat } from './formats';
import type { InputOrigin, StateCounts, StoreStates } from './input-states';
import type { Method } from './methods';
import type { VersionedKind, VersionPins } from './versioned-inputs';

/** Report types of workflows, activities, renderers and the API. Instants are UTC microseconds. */
export const REPORT_STAGES = ['load', 'localize', 'filter', 'aggregate', 'render'] as const;
export type ReportStage = (typeof REPORT_STAGES)[number];

export const REPORT_STATES = ['Running', 'Completed', 'Failed', 'Cancelled'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const WINDOWS = ['hour', 'day', 'week'] as const;
export type WindowName = (typeof WINDOWS)[number];

/** Up to this many stores, the PDF draws the week of each on its own page. */
export const MAX_WEEKS_DRAWN = 12;

export const DEFAULT_HOLD_SECONDS = 7_200;
export const DEFAULT_TIMEZONE = 'America/Chicago';

/** The options of a request. `asOfMicros` null: the latest poll in the log. `storeIds` null: every store. */
export interface ReportOptions {
  readonly asOfMicros: number | null;
  readonly method: Method;
  readonly holdSeconds: number;
  readonly storeIds: readonly string[] | null;
  readonly formats: readonly ReportFormat[];
  /** The CSV's extended columns. */
  readonly extended: boolean;
  /** Cells of the CSV that a spreadsheet would run stay as they are; omitted: a ' is put before them. */
  readonly rawCsv?: true;
  /** The PDF's table of every store. */
  readonly fullTable: boolean;
}

/** The inputs that determine a report: the same pins give the same bytes. */
export interface ReportPins extends VersionPins {
  readonly asOfMicros: number;
  readonly method: Method;
  readonly methodVersion: number;
  readonly holdSeconds: number;
  readonly logVersion: number;
  readonly tzdbVersion: string;
}

/** Counts that tell the reader how good a report's inputs are. */
export interface ReportQuality {
  /** Distinct polls of the reported stores in the week up to as-of. */
  readonly polls: number;
  readonly pollsOutsideHours: number;
  /** The newest of these polls; null: none. */
  readonly newestPollMicros: number | null;
  /** Rows of the poll files up to the pinned log version. */
  readonly rowsIn: number;
  readonly duplicates: number;
  /** Duplicates with another status; the later one counts. */
  readonly disagreements: number;
  readonly quarantined: Readonly<Record<'polls' | VersionedKind, number>>;
  /** Stores on the default zone, and on the default hours. */
  readonly storesWithoutTimezone: number;
  readonly storesWithoutHours: number;
  /** How many stores are in each state; here and below: not in reports of older versions. */
  readonly storeStates?: Readonly<Record<VersionedKind, StateCounts>>;
  /** Stores whose business time is not known: all their figures are blank. */
  readonly storesWithoutFigures?: number;
  readonly storesSilent: number;
  /** Requested stores without any poll in the log. */
  readonly unknownStoreIds: readonly string[];
  /** For people: unreadable files, held versions, missing inputs. */
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
  /** null: it cannot be read. */
  readonly timezone: string | null;
  /** null: an older version made the report. */
  readonly states: StoreStates | null;
  readonly pollsLastWeek: number;
  /** null: the store's business time is not known. Then all windows are null. */
  readonly hour: WindowFigures | null;
  readonly day: WindowFigures | null;
  readonly week: WindowFigures | null;
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

/** A store's week, and what a page says of it. */
export interface DrawnWeek extends StoreWeek {
  /** The zone that local times are shown in. */
  readonly clock: string;
  readonly hoursFrom: InputOrigin;
  readonly zoneFrom: InputOrigin;
}

/** One row per store, in an array or created on request. */
export interface StoreRows {
  readonly length: number;
  slice(from: number, to: number): readonly StoreFigures[];
}

/** The content of a report's tables. */
export interface ReportTable {
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  /** Sorted by store id in code-point order. */
  readonly stores: StoreRows;
}

/** Everything a renderer needs. `weeks` has a drawing per store when only a few were requested. */
export interface ReportDocument extends ReportTable {
  readonly stores: readonly StoreFigures[];
  readonly weeks: readonly DrawnWeek[];
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

/** The hours of a week: the length of each list of a heat. */
export const WEEK_HOURS = 168;

/**
 * The last week over all stores, each in its own local time: for every hour of the week from Monday 00:00, the
 * microseconds of business time that were up, down and unknown. The index of an hour is weekday × 24 + hour.
 */
export interface WeekHeat {
  readonly upMicros: readonly number[];
  readonly downMicros: readonly number[];
  readonly unknownMicros: readonly number[];
}
