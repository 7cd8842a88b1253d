import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startThreadPool } from '../../src/thread-pool/thread-pool';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();

it('a thread runs deferred work between its tasks', async () => {
  const file = path.join(root, 'run-task.js');
  writeFileSync(
    file,
    `let cleared = 0;
    exports.runTask = () => {
      setImmediate(() => { cleared += 1; });
      return { done: cleared };
    };`,
  );
  const pool = startThreadPool<{ count: (input: null) => number }>({
    file,
    entry: 'runTask',
    threads: 1,
    idleMillis: null,
    maxWaiting: 1,
    tooMany: { message: 'too many', remedy: 'wait' },
    onThreadFailure: console.error,
  });
  let clearedByThen = 0;
  for (let task = 0; task < 100; task++) clearedByThen = await pool.run('count', null);
  await pool.close();
  // The next task may start before the deferred work of the last one, but not every time.
  expect(clearedByThen).toBeGreaterThan(0);
});
