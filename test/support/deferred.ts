export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

/** A promise that is kept from outside: a test waits for a moment instead of for a time. */
export function deferred(): Deferred {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
