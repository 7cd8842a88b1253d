import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { MEMORY_MARK } from './process-messages';

/** Often enough that a process does not grow far beyond its bound between two looks. */
const LOOK_MILLIS = 50;
const STANDARD_ERROR = 2;

const { maxBytes } = z.object({ maxBytes: z.number() }).parse(workerData);
const parent = process.ppid;

// A thread of its own: the main thread is inside polars, or in a loop, when it matters.
setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes) {
    writeSync(STANDARD_ERROR, MEMORY_MARK);
    process.kill(process.pid, 'SIGKILL');
  }
  // Whoever asked has ended, and nobody else would end a task that hangs.
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, LOOK_MILLIS);
