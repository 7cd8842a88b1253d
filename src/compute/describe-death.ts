import { LoopwatchError } from '../contract/errors';
import type { TaskDeath } from '../process-pool/process-pool';

/** What reading one file may take. */
export interface ReadingLimits {
  readonly memoryMegabytes: number;
  readonly minutes: number;
}

/** A file whose reading has ended the process that reads files: it would end the next one too. */
export function describeDeath(
  { why, how }: TaskDeath,
  seconds: number,
  { memoryMegabytes }: ReadingLimits,
): LoopwatchError {
  const [what, remedy] = WORDS[why](how, durationWords(seconds), memoryMegabytes.toLocaleString('en'));
  return new LoopwatchError('FILE_REJECTED', what, remedy);
}

const SAVE_ANEW = 'Open it in the program that made it, and save it as CSV (UTF-8).';
const SPLIT = 'Split it into smaller files';

const WORDS: Readonly<
  Record<TaskDeath['why'], (how: string, time: string, megabytes: string) => readonly [string, string]>
> = {
  crashed: (how) => [`reading it ended the process that reads files (${how})`, SAVE_ANEW],
  killed: (how) => [
    `reading it ended the process that reads files twice (${how}): the machine may be short of memory`,
    `${SPLIT}, or give the machine more memory.`,
  ],
  memory: (_how, _time, megabytes) => [
    `reading it needed more than ${megabytes} MB of memory`,
    `${SPLIT}, or raise LOOPWATCH_READ_MEMORY_MB if the machine has more.`,
  ],
  time: (_how, time) => [`reading it took longer than ${time}`, `${SPLIT}. ${SAVE_ANEW}`],
};

function durationWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}
