const MAX_NEAR = 5;
const MIN_COMMON = 3;

/** The ids with the longest common beginning with the requested one; at most five. */
export function nearIds(asked: string, ids: readonly string[]): string[] {
  let longest = Math.min(MIN_COMMON, asked.length);
  let near: string[] = [];
  for (const id of ids) {
    const common = commonPrefix(asked.toLowerCase(), id.toLowerCase());
    if (common < longest || common === 0) continue;
    if (common > longest) near = [];
    longest = common;
    if (near.length < MAX_NEAR) near.push(id);
  }
  return near;
}

function commonPrefix(left: string, right: string): number {
  const limit = Math.min(left.length, right.length);
  let length = 0;
  while (length < limit && left[length] === right[length]) length++;
  return length;
}
