/** Makes a value at its first use. Polars expressions are slow to make, and plain polls need none. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
