/** The order of a report's rows: that of UTF-8 bytes, where an emoji comes after every letter. */
export function compareCodePoints(left: string, right: string): number {
  const limit = Math.min(left.length, right.length);
  for (let at = 0; at < limit; at++) {
    if (left[at] === right[at]) continue;
    return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
}
