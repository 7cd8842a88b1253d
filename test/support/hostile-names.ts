import fc from 'fast-check';

/** Ids that somebody may write to harm a reader. */
export const KNOWN_HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '</title><svg onload=alert(1)>',
  '=HYPERLINK("https://evil.example","pay")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\u202Eevil\u2066',
  '\u200Bhidden\u200D',
  '\uFF1D1+1',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%2e%2e%2f',
  'javascript:alert(1)',
  '{{7*7}}',
  "'; drop table reports; --",
  `x${'\u{1F600}'.repeat(60)}`,
  'y'.repeat(200),
];
const PIECES = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '=',
  '+',
  '-',
  '@',
  '%',
  '\\',
  '/',
  '\u202E',
  '\u2067',
  '\u00A0',
  'é',
  '{',
  '`',
  'a',
  '7',
];
/** The same, made of their pieces. */
export const hostileText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 2, maxLength: 40 })
  .map((pieces) => pieces.join('').trim())
  .filter((text) => text !== '');
