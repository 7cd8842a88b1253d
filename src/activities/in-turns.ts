/** Does the work of each item, of so many at once. @returns the results in the items' order. */
export async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  async function takeTurns(): Promise<void> {
    for (const [index, item] of waiting) results.set(index, await work(item));
  }
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return [...results].sort(([left], [right]) => left - right).map(([, result]) => result);
}
