import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Measured } from '../measured';

const run = promisify(execFile);
const VENV = path.resolve('node_modules/.cache/bench-python');
const PYTHON = path.join(VENV, 'bin/python');
const PACKAGES = { pandas: '3.1.1', pyarrow: '26.0.1', numpy: '2.4.6', swifter: '1.4.0' };
const NAMES = Object.keys(PACKAGES).join(', ');
const PINNED = Object.entries(PACKAGES).map(([name, version]) => `${name}==${version}`);
const PIP_TIMEOUT_MILLIS = 300_000;

/** A Python with pandas and swifter in its own environment, made when first needed; null: there is none. */
export async function findPython(say: (line: string) => void): Promise<string | null> {
  const works = () => run(PYTHON, ['-c', `import ${NAMES}`]).then(() => true);
  try {
    if (existsSync(PYTHON) && (await works().catch(() => false))) return PYTHON;
    say(`Installing ${NAMES} for the comparison …`);
    await run('python3', ['-m', 'venv', VENV]);
    await run(PYTHON, ['-m', 'pip', 'install', '--quiet', ...PINNED], { timeout: PIP_TIMEOUT_MILLIS });
    await works();
    return PYTHON;
  } catch (error) {
    say(`pandas and swifter are not run: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/**
 * Runs a script of bench/peers/pandas, which prints its measurements as one JSON object.
 * @throws with the last line of a failing script
 */
export async function runPython(python: string, script: string, args: readonly string[]): Promise<Measured> {
  try {
    const { stdout } = await run(python, [path.resolve('bench/peers/pandas', script), ...args], {
      maxBuffer: 16 * 1024 * 1024,
    });
    return z.record(z.string(), z.number()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    throw new Error(`${script}: ${reason}`, { cause: error });
  }
}
