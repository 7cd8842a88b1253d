/** Runs a call for at most so long, and then no longer waits for it, whether or not it heeds the signal. */
export async function withDeadline<T>(
  limitMs: number,
  call: (signal: AbortSignal) => Promise<T>,
  refusal: () => Error,
): Promise<T> {
  const signal = AbortSignal.timeout(limitMs);
  const passed = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(refusal()), { once: true }),
  );
  return Promise.race([call(signal), passed]);
}
