import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { bundleWorkflows } from '../../../src/worker/bundle-workflows';

const ROOT = path.resolve(__dirname, '../../..');
const FOLDER = path.join(ROOT, 'node_modules/.cache/loopwatch/workflow-bundles');
const KEEP_MILLIS = 24 * 3_600_000;

/** The workflow bundle as a file, rebuilt only if the sources or the lock file have changed. */
export async function keptBundle(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${hashOfSources()}.js`);
  if (!existsSync(file)) {
    removeOld();
    const { code } = await bundleWorkflows();
    // Write aside, then rename: another run may read the file at the same time.
    const aside = `${file}.${randomUUID()}`;
    writeFileSync(aside, code);
    renameSync(aside, file);
  }
  return file;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join('src', name));
  for (const name of [...sources.sort(), 'package-lock.json'])
    hash.update(`${name}\0`).update(readFileSync(path.join(ROOT, name)));
  return hash.digest('hex').slice(0, 32);
}

/** Keeps the bundles of the last day: another run may still use one. */
function removeOld(): void {
  for (const name of readdirSync(FOLDER)) {
    const file = path.join(FOLDER, name);
    if (Date.now() - statSync(file).mtimeMs > KEEP_MILLIS) rmSync(file);
  }
}
