import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { LoopwatchError } from '../../contract/errors';

/** Temporal's own. */
export const DEFAULT_UI_PORT = 8233;
export const LOCAL_HOST = '127.0.0.1';
const LOOK_MILLIS = 50;

export interface PortUse {
  readonly port: number;
  /** What the port is for. */
  readonly use: string;
  /** The settings that choose another. */
  readonly setting: string;
}

/**
 * @param waitMillis how long a process that has just ended may take to give the port back
 * @throws LoopwatchError SETUP where the port is in use.
 */
export async function requireFree({ port, use, setting }: PortUse, waitMillis = 0): Promise<void> {
  const deadline = performance.now() + waitMillis;
  while (!(await isFree(port))) {
    if (performance.now() >= deadline) {
      throw new LoopwatchError(
        'SETUP',
        `Port ${port}, for ${use}, is in use`,
        `Stop what uses it, or choose another with ${setting}.`,
      );
    }
    await wait(LOOK_MILLIS);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, LOCAL_HOST, () => probe.close(() => resolve(true)));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, LOCAL_HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
