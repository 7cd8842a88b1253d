import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeError } from '../../../src/contract/errors';
import { FolderSource } from '../../../src/sources/folder-source';

const NOBODY = 65_534;

/** Lists a folder, and fetches its first file, as a user who is not root: root may read everything. */
async function main(folder: string): Promise<void> {
  if (process.getuid?.() === 0) {
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  }
  const source = new FolderSource(folder);
  const { files, passedOver } = await source.list();
  const [file] = files;
  const options = { signal: new AbortController().signal, onProgress: () => undefined, partialPath: '' };
  const to = path.join(tmpdir(), `copy-of-nobody-${process.pid}`);
  const said = file && (await source.fetch(file, to, options).then(() => 'fetched', describeError));
  const answer = {
    files: files.map(({ name }) => name),
    passedOver: passedOver.map(({ name, reason }) => `${name}: ${reason}`),
    fetch: said ?? null,
  };
  process.stdout.write(JSON.stringify(answer));
}

void main(process.argv[2] ?? '');
