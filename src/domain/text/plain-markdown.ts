/** What begins a link, a picture, markup or a code span, or makes a bare address a link. */
const MARKS = /[[<`\\]|:(?=\/\/)|(?<=www)\./gi;

/** A text from outside where Temporal's Web UI reads Markdown: it shows as it is, on one line, and leads nowhere. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(MARKS, '\\$&');
}
