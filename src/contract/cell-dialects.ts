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
