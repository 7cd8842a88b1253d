const NEEDS_QUOTES = /[",\r\n]/;

/** A field of an RFC 4180 file. */
export function csvField(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
