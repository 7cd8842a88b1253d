/** Makes a thing when it is first asked for: expressions take their time to make, and plain polls need none. */
export function onceMade<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
