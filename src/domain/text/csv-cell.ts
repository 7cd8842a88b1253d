const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet runs a cell with such a start as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as a cell of a CSV file, by RFC 4180. */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Some spreadsheets begin a cell after each of them. */
const SEPARATOR = /[;\t]/;

/** The same for untrusted text: puts a ' before what a spreadsheet would run as a formula. */
export function inertCsvCell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return SEPARATOR.test(inert) && !NEEDS_QUOTES.test(inert) ? `"${inert}"` : csvCell(inert);
}
