import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { LoopwatchError } from '../../../src/contract/errors';
import { serveTasks } from '../../../src/process-pool/serve-tasks';

const never = new Promise<never>(() => undefined);
const held: unknown[] = [];

/** Tasks that harm their process. */
export const faultyTasks = {
  pid: (_input: null) => process.pid,
  endBy: async ({ signal }: { readonly signal: NodeJS.Signals }): Promise<null> => {
    process.kill(process.pid, signal);
    return never;
  },
  /** Only where the file does not exist: it makes it. */
  endOnceBy: async ({ signal, path }: { readonly signal: NodeJS.Signals; readonly path: string }) => {
    if (existsSync(path)) return process.pid;
    writeFileSync(path, '');
    process.kill(process.pid, signal);
    return never;
  },
  exit: ({ code }: { readonly code: number }): null => process.exit(code),
  throwLater: async (_input: null): Promise<null> => {
    setImmediate(() => {
      throw new Error('nobody waits for this');
    });
    return never;
  },
  hang: (_input: null): null => {
    for (;;);
  },
  fill: (_input: null): null => {
    for (;;) held.push(Buffer.alloc(1_000_000, 1));
  },
  fillHeap: (_input: null): null => {
    for (;;) held.push(Array.from({ length: 1_000 }, (_, index) => ({ index })));
  },
  hold: ({ bytes }: { readonly bytes: number }) => {
    held.push(Buffer.alloc(bytes, 1));
    return process.pid;
  },
  reject: (_input: null): null => {
    throw new LoopwatchError('FILE_REJECTED', 'the file is empty', 'Export it again.', { about: 'hours' });
  },
  read: ({ path }: { readonly path: string }) => readFileSync(path, 'utf8'),
};

if (require.main === module) serveTasks(faultyTasks, () => undefined);
