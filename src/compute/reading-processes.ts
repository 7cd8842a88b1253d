import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startProcessPool } from '../process-pool/process-pool';
import { describeDeath, type ReadingLimits } from './describe-death';
import type { Computing, computeTasks } from './tasks';

/** One more than a single ingestion needs. */
const MAX_PROCESSES = 2;
const MILLIS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
/** Looking into a file reads little of it, and many files are looked into while a source is listed. */
const PEEK_SECONDS = 30;
const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** What each process runs. */
export interface ReadingProgram {
  readonly file: string;
  readonly execArgv: readonly string[];
}

const PROGRAM: ReadingProgram = { file: path.join(__dirname, 'reading-process.js'), execArgv: [] };

/** Starts the processes that run `readingTasks`, and no other tasks: a file that ends one of them is rejected. */
export function startReadingProcesses(limits: ReadingLimits, program: ReadingProgram = PROGRAM): Computing {
  const secondsOf = (name: keyof typeof computeTasks) =>
    name === 'peekInto' ? PEEK_SECONDS : limits.minutes * SECONDS_PER_MINUTE;
  return startProcessPool({
    ...program,
    maxBytes: limits.memoryMegabytes * BYTES_PER_MEBIBYTE,
    processes: Math.min(MAX_PROCESSES, availableParallelism()),
    millisOf: (name) => secondsOf(name) * MILLIS_PER_SECOND,
    describeDeath: (death, name) => describeDeath(death, secondsOf(name), limits),
  });
}
