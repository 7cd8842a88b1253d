/** Resolves at the first request to stop: Ctrl-C, SIGTERM, or the end of the process that started this one. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
  });
}
