import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import type { Computing } from '../../../src/compute/tasks';
import { currentLife, type Fate, type Life, never, type Operation } from './life';

type Call = (...args: unknown[]) => unknown;

const ASYNC_CALLS = [
  ...['writeFile', 'readFile', 'copyFile', 'link', 'mkdir', 'rename', 'rm', 'stat', 'utimes'],
  ...['readdir', 'truncate', 'unlink'],
] as const;
/** Those of streams. */
const CALLBACK_CALLS = ['open', 'write', 'writev', 'read'] as const;
const SYNC_CALLS = ['openSync', 'writeSync', 'readSync', 'rmSync', 'statSync'] as const;
const HANDLE_CALLS = ['sync', 'read', 'truncate'] as const;
const WRITES = /write|copy|mkdir|link|rename|truncate|sync$|compute/i;

const giveBacks: (() => void)[] = [];

/** Lets every life of this test file meet its fate at each call of the file system. Calls outside of a life are left alone. */
export function takeOverCalls(): void {
  for (const name of ASYNC_CALLS)
    replace(
      promises,
      name,
      (original) =>
        (...args) =>
          asyncCall(name, original, args),
    );
  replace(
    promises,
    'opendir',
    (original) =>
      (...args) =>
        asyncCall('opendir', foldersBy(original), args),
  );
  replace(
    promises,
    'open',
    (original) =>
      (...args) =>
        asyncCall('open', openedBy(original), args),
  );
  for (const name of CALLBACK_CALLS) replace(fs, name, (original) => callbackCall(name, original));
  replace(fs, 'close', (original) => (...args) => {
    if (currentLife()?.isOver) return;
    currentLife()?.open.delete(args[0]);
    original(...args);
  });
  for (const name of SYNC_CALLS) replace(fs, name, (original) => syncCall(name, original));
  replace(globalThis, 'setInterval', (original) => (...args) => {
    const timer = original(...args);
    if (isTimer(timer)) currentLife()?.timers.add(timer);
    return timer;
  });
}

export function giveBackCalls(): void {
  for (const giveBack of giveBacks.splice(0).reverse()) giveBack();
}

export function replace(target: object, name: string, wrap: (original: Call) => Call): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new Error(`There is no ${name}`);
  const wrapped = wrap((...args) => Reflect.apply(original, target, args));
  Reflect.set(target, name, wrapped);
  giveBacks.push(() => Reflect.set(target, name, original));
}

/** The same computing, each task an operation. */
export function faultyComputing(computing: Computing): Computing {
  return {
    close: () => computing.close(),
    run: (name, input) =>
      guard({ kind: 'compute', call: 'compute', on: name }, () => computing.run(name, input)),
  };
}

/** @param half does a part of the operation @param fault what it fails with */
export async function guard<T>(
  operation: Operation,
  act: () => Promise<T>,
  half: () => Promise<unknown> = async () => undefined,
  fault: () => unknown = () => faultOf(operation),
): Promise<T> {
  const life = currentLife();
  if (!life) return act();
  if (life.isOver) return never();
  const fate = life.next(operation);
  if (isHalf(fate)) await half().catch(() => undefined);
  if (fate === 'fail' || fate === 'half') throw fault();
  if (fate === 'die' || fate === 'die-half') return end(life);
  const made = await act();
  // Another call has ended the process meanwhile.
  if (life.isOver) return never();
  await life.onDone(operation);
  return fate === 'die-after' ? end(life) : made;
}

function end<T>(life: Life): Promise<T> {
  life.kill();
  return never();
}

function asyncCall(name: string, original: Call, args: readonly unknown[]): Promise<unknown> {
  const operation = { kind: 'file', call: name, on: pathsIn(args) } as const;
  return guard(
    operation,
    async () => original(...args),
    async () => {
      const [, content] = args;
      if (name === 'writeFile' && typeof content === 'string')
        await original(args[0], content.slice(0, content.length / 2));
      if (name !== 'copyFile') return;
      await original(...args);
      fs.truncateSync(String(args[1]), Math.floor(fs.statSync(String(args[1])).size / 2));
    },
  );
}

function openedBy(original: Call): Call {
  return async (...args) => {
    const handle = await original(...args);
    const life = currentLife();
    if (life && isHandle(handle)) takeOverHandle(handle, String(args[0]), life);
    return handle;
  };
}

function foldersBy(original: Call): Call {
  return async (...args) => {
    const folder = await original(...args);
    const life = currentLife();
    if (life && folder instanceof fs.Dir) {
      if (life.isOver) folder.closeSync();
      else life.open.set(folder, () => void folder.close().catch(() => undefined));
    }
    return folder;
  };
}

function takeOverHandle(handle: FileHandle, on: string, life: Life): void {
  const close = handle.close.bind(handle);
  const closeAtDeath = () => void close().catch(() => undefined);
  if (life.isOver) closeAtDeath();
  else life.open.set(handle, closeAtDeath);
  handle.close = async () => {
    if (life.isOver) return never();
    life.open.delete(handle);
    return close();
  };
  for (const name of HANDLE_CALLS) {
    const original: unknown = Reflect.get(handle, name);
    if (typeof original !== 'function') throw new Error(`There is no ${name}`);
    const call = name === 'sync' ? 'fsync' : `handle ${name}`;
    Reflect.set(handle, name, (...args: unknown[]) =>
      guard({ kind: 'file', call, on }, async () => Reflect.apply(original, handle, args)),
    );
  }
}

function callbackCall(name: string, original: Call): Call {
  return (...args) => {
    const callback = args.at(-1);
    const life = currentLife();
    if (!life || typeof callback !== 'function') return original(...args);
    if (life.isOver) return;
    const operation = { kind: 'file', call: `stream ${name}`, on: pathsIn(args) } as const;
    const fate = life.next(operation);
    if (fate === 'fail') return void process.nextTick(callback, faultOf(operation));
    if (fate === 'die') return life.kill();
    // A short write is no error: the caller writes the rest.
    if (isHalf(fate) && name === 'write') args[3] = Math.ceil(Number(args[3]) / 2);
    args[args.length - 1] = (...results: unknown[]) => {
      if (name === 'open' && typeof results[1] === 'number') holdOpen(life, results[1]);
      if (fate === 'die-half' || fate === 'die-after') life.kill();
      if (!life.isOver) callback(...results);
    };
    return original(...args);
  };
}

function holdOpen(life: Life, handle: number): void {
  const close = () => fs.closeSync(handle);
  if (life.isOver) close();
  else life.open.set(handle, close);
}

function syncCall(name: string, original: Call): Call {
  return (...args) => {
    const life = currentLife();
    if (!life) return original(...args);
    const operation = { kind: 'file', call: name, on: pathsIn(args) } as const;
    const fate = life.isOver ? 'die' : life.next(operation);
    if (fate === 'fail') throw faultOf(operation);
    if (isHalf(fate) && name === 'writeSync') args[3] = Math.ceil(Number(args[3]) / 2);
    const made = fate === 'die' ? null : original(...args);
    if (fate.startsWith('die')) {
      life.kill();
      // Nothing that its callers do from here on has an effect.
      throw new Error('killed');
    }
    return made;
  };
}

function isHalf(fate: Fate): boolean {
  return fate === 'half' || fate === 'die-half';
}

/** A full disk, or a bad one. */
function faultOf({ call, on }: Operation): Error {
  const [code, number, words] = WRITES.test(call)
    ? (['ENOSPC', 28, 'no space left on device'] as const)
    : (['EIO', 5, 'i/o error'] as const);
  // Polars gives no codes, but the number in its words.
  if (call === 'compute') return new Error(`${words} (os error ${number})`);
  return Object.assign(new Error(`${code}: ${words}, ${call} '${on}'`), {
    code,
    errno: -number,
    syscall: call,
    path: on,
  });
}

function pathsIn(args: readonly unknown[]): string {
  return args
    .filter((arg) => typeof arg === 'string')
    .slice(0, 2)
    .join(' → ');
}

function isHandle(value: unknown): value is FileHandle {
  return typeof value === 'object' && value !== null && 'fd' in value && 'sync' in value;
}

function isTimer(value: unknown): value is NodeJS.Timeout {
  return typeof value === 'object' && value !== null && 'refresh' in value;
}
