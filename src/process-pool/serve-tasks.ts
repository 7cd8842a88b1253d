import { writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type Tasks, threadEntry } from '../thread-pool/task-runner';
import type { ProcessMessage } from './process-messages';

const boundSchema = z.coerce.number().positive();
/** Linux then ends this process before any other where memory runs out. */
const FIRST_TO_GO = '500';

/**
 * Makes this process one of a pool: it runs the tasks that its parent sends, one at a time. A thread ends the process when
 * it holds more memory than its first argument allows, or when its parent has ended.
 */
export function serveTasks<T>(tasks: T & Tasks<T>, afterTask: () => unknown): void {
  const callSchema = z.object({
    name: z.custom<keyof T>((name) => typeof name === 'string' && Object.hasOwn(tasks, name)),
    input: z.custom<never>(() => true),
  });
  const runTask = threadEntry(tasks);
  const maxBytes = boundSchema.parse(process.argv[2]);
  const watch = new Worker(require.resolve('./watch-process'), { workerData: { maxBytes } });
  watch.unref();
  void writeFile('/proc/self/oom_score_adj', FIRST_TO_GO).catch(() => undefined);
  // Ctrl-C and a stopping service reach every process of the group: the parent says when to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.once('disconnect', () => process.exit());
  process.on('message', async (message) => {
    const outcome = await runTask(callSchema.parse(message));
    send({ outcome, rssBytes: process.memoryUsage.rss() });
    setImmediate(() => void afterTask());
  });
  send('ready');
}

function send(message: ProcessMessage): void {
  process.send?.(message);
}
