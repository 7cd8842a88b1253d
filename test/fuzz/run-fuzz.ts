/** `npm run fuzz`: runs a property-based fuzzer against the built service and exits with its code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startBuiltService } from '../support/built-service';

const FUZZER = 'schemathesis==4.32.5';
const FOLDER = path.resolve('node_modules/.cache/schemathesis');
const SECONDS = '75';
const SEED = '5';
/** `?wait=60s` may take this long. The fuzzer does not check how fast other requests are. */
const LONGEST_WAIT_SECONDS = '65';
/** A fuzzer sends far more requests than people do. */
const UNLIMITED = {
  LOOPWATCH_RATE_LIMIT_PER_MINUTE: '1000000',
  LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE: '1000000',
};

async function main(): Promise<number> {
  if (!existsSync(path.join(FOLDER, 'schemathesis'))) await install();
  const service = await startBuiltService(path.resolve('sample'), UNLIMITED);
  try {
    return await python([
      path.join(FOLDER, 'bin/st'),
      '--config-file',
      path.resolve('test/fuzz/schemathesis.toml'),
      'run',
      `${service.url}/openapi.json`,
      ...['--checks', 'all', '--max-response-time', LONGEST_WAIT_SECONDS],
      ...['--seed', SEED, '--max-examples', '15', '--max-time', SECONDS],
      ...['--request-timeout', '70', '--continue-on-failure', '--generation-database', ':memory:'],
    ]);
  } finally {
    await service.stop();
  }
}

async function install(): Promise<void> {
  const code = await python(['-m', 'pip', 'install', '--quiet', '--target', FOLDER, FUZZER]);
  if (code !== 0) throw new Error(`${FUZZER} could not be installed; python3 with pip must be on the PATH.`);
}

async function python(args: readonly string[]): Promise<number> {
  await mkdir(FOLDER, { recursive: true });
  const child = spawn('python3', args, {
    // The fuzzer writes files to its working directory.
    cwd: FOLDER,
    env: { ...process.env, PYTHONPATH: FOLDER },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
