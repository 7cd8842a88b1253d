import { fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** Seconds by name, unless the name says another unit. */
export type Measured = Readonly<Record<string, number>>;

const measuredSchema = z.record(z.string(), z.number());

/** Runs a script of this folder in a new process. @returns its measurements by name. */
export function measureApart(script: string, args: readonly string[]): Promise<Measured> {
  return runApart(script, args, measuredSchema);
}

/** Runs a script of this folder in a new process, which returns its measurements by `reportMeasured`. */
export function runApart<T>(
  script: string,
  args: readonly string[],
  schema: z.ZodType<T>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, script), [...args], { env });
    child.once('message', (message) => resolve(schema.parse(message)));
    child.once('exit', (code) => code !== 0 && reject(new Error(`${script} ended with exit code ${code}.`)));
  });
}

/** Called in the process that `runApart` started. */
export function reportMeasured(measured: Promise<object>): void {
  measured.then(
    (figures) => process.send?.(figures),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}

export async function secondsOf(step: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await step();
  return (performance.now() - startedAt) / 1_000;
}

export function middleOf(sorted: readonly number[]): number | undefined {
  return sorted[Math.floor(sorted.length / 2)];
}
