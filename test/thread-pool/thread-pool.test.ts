import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startThreadPool } from '../../src/thread-pool/thread-pool';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();

function poolOf(name: string, source: string) {
  const file = path.join(root, name);
  writeFileSync(file, source);
  return startThreadPool<{ count: (input: null) => number }>({
    file,
    entry: 'runTask',
    threads: 1,
    idleMillis: null,
    maxWaiting: 1,
    tooMany: { message: 'too many', remedy: 'wait' },
    onThreadFailure: console.error,
  });
}

it('a thread runs deferred work between its tasks', async () => {
  const pool = poolOf(
    'run-task.js',
    `let cleared = 0;
    exports.runTask = () => {
      setImmediate(() => { cleared += 1; });
      return { done: cleared };
    };`,
  );
  let clearedByThen = 0;
  for (let task = 0; task < 100; task++) clearedByThen = await pool.run('count', null);
  await pool.close();
  // The next task may start before the deferred work of the last one, but not every time.
  expect(clearedByThen).toBeGreaterThan(0);
});

it.each([
  [
    'before its first task',
    `const missing = require('no-such-package'); exports.runTask = () => ({ done: missing });`,
  ],
  ['in a task', `exports.runTask = () => ({ done: require('no-such-package') });`],
])('a thread that misses a package %s fails for good, and says what to do', async (_when, source) => {
  const pool = poolOf(`misses-${source.length}.js`, source);
  await expect(pool.run('count', null)).rejects.toMatchObject({
    code: 'SETUP',
    message: "This installation of Loopwatch is not complete: Cannot find module 'no-such-package'",
    remedy: expect.stringContaining('npm ci'),
  });
  await pool.close();
});
