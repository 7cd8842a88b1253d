import type { z } from 'zod';
import { numberSetting, setting } from './setting';

/** Below it, reading the sample may not fit: Node and polars alone need some of it. */
const MIN_MEGABYTES = 512;
/** A step of an ingestion ends after 30 minutes: the process that reads must end first, to say why. */
const MAX_MINUTES = 25;

/** What reading one file may take. */
export const readingSettings = {
  LOOPWATCH_READ_MEMORY_MB: setting(numberSetting(MIN_MEGABYTES, 1_000_000).default(4_096), {
    meaning: `megabytes of memory that reading one file may take, ${MIN_MEGABYTES} or more; a file that needs more is rejected. A worker reads two files at once at most`,
  }),
  LOOPWATCH_READ_MINUTES: setting(numberSetting(1, MAX_MINUTES).default(15), {
    meaning: `minutes that reading one file may take, ${MAX_MINUTES} at most; a file that needs longer is rejected`,
  }),
};

export interface ReadingSettings {
  readonly memoryMegabytes: number;
  readonly minutes: number;
}

export function readReading(values: z.output<z.ZodObject<typeof readingSettings>>): ReadingSettings {
  return { memoryMegabytes: values.LOOPWATCH_READ_MEMORY_MB, minutes: values.LOOPWATCH_READ_MINUTES };
}
