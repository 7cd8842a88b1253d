import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LoopwatchError } from '../../src/contract/errors';
import { type ProcessPoolOptions, startProcessPool } from '../../src/process-pool/process-pool';
import type { TaskRunner } from '../../src/thread-pool/task-runner';
import type { faultyTasks } from '../support/processes/serve-faulty-tasks';
import { tempFolder } from '../support/temp-folder';

type Tasks = typeof faultyTasks;

const LOADER = path.resolve(__dirname, '../support/run/load-typescript.js');
const root = tempFolder();
let pool: TaskRunner<Tasks>;

function start(over: Partial<ProcessPoolOptions<Tasks>> = {}): TaskRunner<Tasks> {
  return startProcessPool<Tasks>({
    file: path.resolve(__dirname, '../support/processes/serve-faulty-tasks.ts'),
    execArgv: ['-r', LOADER],
    maxBytes: 400e6,
    processes: 1,
    millisOf: (name) => (name === 'hang' ? 200 : 120_000),
    describeDeath: ({ why, how }, name) => new LoopwatchError('FILE_REJECTED', `${name}: ${why}, ${how}`),
    ...over,
  });
}

afterEach(() => pool.close());

it('runs tasks in one process that stays, and passes on what they throw', async () => {
  pool = start();
  const pid = await pool.run('pid', null);
  expect(pid).not.toBe(process.pid);
  await expect(pool.run('reject', null)).rejects.toMatchObject({
    name: 'LoopwatchError',
    code: 'FILE_REJECTED',
    message: 'the file is empty',
    remedy: 'Export it again.',
    about: 'hours',
  });
  await expect(pool.run('read', { path: path.join(root, 'nowhere') })).rejects.toMatchObject({
    code: 'ENOENT',
    message: expect.stringContaining('nowhere'),
  });
  expect(await pool.run('pid', null)).toBe(pid);
});

it.each<[string, (tasks: TaskRunner<Tasks>) => Promise<unknown>, string | RegExp]>([
  ['by SIGSEGV', (tasks) => tasks.run('endBy', { signal: 'SIGSEGV' }), 'endBy: crashed, SIGSEGV'],
  ['by SIGBUS', (tasks) => tasks.run('endBy', { signal: 'SIGBUS' }), 'endBy: crashed, SIGBUS'],
  ['by SIGILL', (tasks) => tasks.run('endBy', { signal: 'SIGILL' }), 'endBy: crashed, SIGILL'],
  ['by SIGABRT', (tasks) => tasks.run('endBy', { signal: 'SIGABRT' }), 'endBy: crashed, SIGABRT'],
  ['by SIGKILL', (tasks) => tasks.run('endBy', { signal: 'SIGKILL' }), 'endBy: killed, SIGKILL'],
  ['by an exit', (tasks) => tasks.run('exit', { code: 3 }), 'exit: crashed, exit code 3'],
  ['by a late error', (tasks) => tasks.run('throwLater', null), 'throwLater: crashed, exit code 1'],
  ['by not ending', (tasks) => tasks.run('hang', null), 'hang: time, SIGKILL'],
  ['by its memory', (tasks) => tasks.run('fill', null), 'fill: memory, SIGKILL'],
  ['by the heap of JavaScript', (tasks) => tasks.run('fillHeap', null), /^fillHeap: memory, SIG/],
])(
  'a task that ends its process %s fails, and the next one gets a new process',
  async (_how, run, message) => {
    pool = start();
    const before = await pool.run('pid', null);
    await expect(run(pool)).rejects.toThrow(message);
    const after = await pool.run('pid', null);
    expect(after).not.toBe(before);
    expect(await pool.run('pid', null)).toBe(after);
  },
);

it('tries once more what was killed from outside, and nothing else', async () => {
  pool = start();
  const [killed, crashed] = [path.join(root, 'killed'), path.join(root, 'crashed')];
  expect(await pool.run('endOnceBy', { signal: 'SIGKILL', path: killed })).toEqual(expect.any(Number));
  await expect(pool.run('endOnceBy', { signal: 'SIGSEGV', path: crashed })).rejects.toThrow('crashed');
});

it('ends no task but the one that crashes, where two run at once', async () => {
  pool = start({ processes: 2, millisOf: () => 120_000 });
  const file = path.join(root, 'good');
  writeFileSync(file, 'good');
  const outcomes = await Promise.allSettled([
    pool.run('endBy', { signal: 'SIGSEGV' }),
    pool.run('read', { path: file }),
    pool.run('endBy', { signal: 'SIGABRT' }),
    pool.run('read', { path: file }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
});

it('replaces a process that holds much memory after its task', async () => {
  pool = start();
  const grown = await pool.run('hold', { bytes: 220e6 });
  expect(await pool.run('pid', null)).not.toBe(grown);
});

it('a signal for the whole group of processes does not end a task', async () => {
  pool = start();
  const pid = await pool.run('pid', null);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
  expect(await pool.run('pid', null)).toBe(pid);
});

it('says of a process that does not start what is missing, and blames no task', async () => {
  const file = path.join(root, 'misses.js');
  writeFileSync(file, `require('no-such-package');`);
  pool = start({ file, execArgv: [] });
  await expect(pool.run('pid', null)).rejects.toMatchObject({
    code: 'SETUP',
    message: expect.stringContaining("Cannot find module 'no-such-package'"),
  });
  await pool.close();
  writeFileSync(file, `throw new Error('out of handles');`);
  pool = start({ file, execArgv: [] });
  await expect(pool.run('pid', null)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('out of handles'),
  });
});

it('closing ends a task that runs', async () => {
  pool = start({ millisOf: () => 120_000 });
  await pool.run('pid', null);
  const running = pool.run('hang', null);
  const refused = expect(running).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await pool.close();
  await refused;
});
