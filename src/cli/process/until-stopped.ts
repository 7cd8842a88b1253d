const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Resolves at the first request to stop: Ctrl-C or SIGTERM.
 * A second signal ends the process at once.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const [signal, number] of Object.entries(SIGNALS)) {
      process.on(signal, () => {
        if (isStopping) process.exit(128 + number);
        isStopping = true;
        resolve();
      });
    }
  });
}
