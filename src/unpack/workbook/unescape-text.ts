/** Workbooks write characters that XML cannot hold as `_x000D_`. A line break becomes a blank: a row is one line. */
export function unescapeText(text: string): string {
  const whole = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
  return whole.replace(/\r\n|[\r\n]/g, ' ');
}
