import { execFile } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { LoopwatchError } from '../../../src/contract/errors';
import { FolderSource } from '../../../src/sources/folder-source';
import { openBlobs } from '../../../src/storage/blobs/open-blobs';

const NOBODY = 65_534;
const FEW_HANDLES = 60;
const LOADER = path.resolve(__dirname, '../run/load-typescript.js');

type Said = Readonly<Record<string, string>>;

/** What a user without rights is told of a folder of root. */
export const withoutRights = (folder: string): Promise<Said> => run('rights', folder);

/** What a process is told that has used up its handles. */
export const withFewHandles = (folder: string): Promise<Said> => run('handles', folder);

async function run(fault: 'rights' | 'handles', folder: string): Promise<Said> {
  const command = `ulimit -n ${fault === 'handles' ? FEW_HANDLES : 1_000}; exec "$0" "$@"`;
  const call = ['-c', command, process.execPath, '-r', LOADER, __filename, fault, folder];
  const { stdout } = await promisify(execFile)('sh', call);
  return z.record(z.string(), z.string()).parse(JSON.parse(stdout));
}

async function main(fault: string, folder: string): Promise<void> {
  const place = path.join(folder, 'blobs');
  const blobs = await openBlobs(`file:${place}`, { folder, maxBytes: 1e9, nowMicros: () => 0 });
  const write = () => saidOf(blobs.write('a/b', (file) => writeFile(file, 'x')));
  const list = () =>
    saidOf(
      (async () => {
        for await (const _entry of blobs.list('a'));
      })(),
    );
  if (fault === 'rights') {
    becomeNobody();
    print({ write: await write(), localPath: await saidOf(blobs.localPath('a/b')), list: await list() });
    return;
  }
  mkdirSync(path.join(place, 'a'), { recursive: true });
  mkdirSync(path.join(place, 'tmp'));
  writeFileSync(path.join(folder, 'polls.csv'), 'store_id,status,timestamp_utc\n');
  const source = new FolderSource(folder);
  const [file] = (await source.list()).files;
  if (!file) throw new Error('no file is listed');
  // All that is needed is loaded by now.
  await write();
  useUpHandles();
  const options = { signal: new AbortController().signal, onProgress: () => undefined, partialPath: '' };
  print({
    write: await write(),
    list: await list(),
    source: await saidOf(source.list()),
    fetch: await saidOf(source.fetch(file, path.join(folder, 'copy'), options)),
  });
}

function becomeNobody(): void {
  if (process.getuid?.() !== 0) return;
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

function useUpHandles(): void {
  try {
    for (;;) openSync(__filename, 'r');
  } catch {
    // None is left.
  }
}

async function saidOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => (error instanceof LoopwatchError ? `${error.code}: ${error.message}` : String(error)),
  );
}

function print(said: Said): void {
  process.stdout.write(JSON.stringify(said));
}

if (require.main === module) void main(process.argv[2] ?? '', process.argv[3] ?? '');
