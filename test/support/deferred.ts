export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

/** A promise resolved from outside: a test waits for an event instead of for a time. */
export function deferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
