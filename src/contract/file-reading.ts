import type { Span } from './report';

/** How a source writes what can be read in two ways. */
export const DATE_ORDERS = ['day-month-year', 'month-day-year'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const DAY_NUMBERINGS = ['0-is-monday', '1-is-monday', '0-is-sunday', '1-is-sunday'] as const;
export type DayNumbering = (typeof DAY_NUMBERINGS)[number];

/** null: the source's setting says nothing, so nothing is read that has two meanings. */
export interface CellDialect {
  readonly dateOrder: DateOrder | null;
  readonly dayNumbering: DayNumbering | null;
}

export const PLAIN_DIALECT: CellDialect = { dateOrder: null, dayNumbering: null };

export interface DeliveryBase {
  readonly bytes: number;
  readonly sha256: string;
}

/** The content of a file as it was read once, and how it was read: the same rows can be made again. */
export interface Delivery {
  /** Compressed, unless it is large; of a file that grew, only what came after its base. */
  readonly key: string;
  readonly base: DeliveryBase | null;
  /** Of the whole file. */
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly resumeFrom: { readonly bytes: number; readonly lines: number } | null;
  readonly isSeenAgain: boolean;
  readonly reading: ReadingRules;
  /** Of the polls that were read; null: there was none, or the file has no polls. */
  readonly span: Span | null;
  /** The sources in the order of the settings: the later file holds. */
  readonly sourceIds: readonly string[];
}

/** What decides, beside its content, how a file is read. */
export interface ReadingRules {
  readonly nowMicros: number;
  readonly dateOrder: DateOrder | null;
  readonly dayNumbering: DayNumbering | null;
  readonly partRows: number;
}
