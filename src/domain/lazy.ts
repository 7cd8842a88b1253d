/** Makes a value at its first use: some are slow to make, and often nobody asks. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
