import type { ChildProcess } from 'node:child_process';

/** How a process ended: one of the two is null. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Resolves when the process has ended. Call it as soon as the process is started. */
export function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** In brackets after what ended. */
export function describeEnd({ code, signal }: ChildEnd): string {
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}
