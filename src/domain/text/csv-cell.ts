const NEEDS_QUOTES = /[",\r\n]/;
/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A text as a cell of a CSV file, by RFC 4180. */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same for a text that came from outside: what a spreadsheet would run as a formula gets a ' before it. */
export function inertCsvCell(text: string): string {
  return csvCell(FORMULA.test(text) ? `'${text}` : text);
}
