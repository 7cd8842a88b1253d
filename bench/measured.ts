import { fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** Seconds by what took them, unless the name says another unit. */
export type Measured = Readonly<Record<string, number>>;

const measuredSchema = z.record(z.string(), z.number());

/** Runs a script of this folder in a new process, which hands back what it measured by `reportMeasured`. */
export function measureApart(script: string, args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, script), [...args]);
    child.once('message', (message) => resolve(measuredSchema.parse(message)));
    child.once('exit', (code) => code !== 0 && reject(new Error(`${script} ended with exit code ${code}.`)));
  });
}

/** In the process that `measureApart` started. */
export function reportMeasured(measured: Promise<Measured>): void {
  measured.then(
    (seconds) => process.send?.(seconds),
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
