import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BUNDLE_PATH } from './bundle-paths';

const DIST = path.resolve(__dirname, '..');
const LOCK_FILE = path.resolve(DIST, '../package-lock.json');
const STAMP = `${BUNDLE_PATH}.inputs`;
/** Workflows import from these rooms only: a rule of `npm run imports` holds that. */
const BUNDLED_ROOMS = ['workflows', 'contract', 'domain'];

/** Runs in `npm run build`. Keeps the bundle if its inputs have not changed. */
async function main(): Promise<void> {
  const inputs = await hashInputs();
  if (existsSync(BUNDLE_PATH) && (await readFile(STAMP, 'utf8').catch(() => '')) === inputs) return;
  // Remove the stamp first, so that an interrupted build is not taken for a finished one.
  await rm(STAMP, { force: true });
  // Loaded only here: the bundler takes a second to load.
  const { bundleWorkflows } = await import('./bundle-workflows.js');
  const { code } = await bundleWorkflows();
  await writeFile(BUNDLE_PATH, code);
  await writeFile(STAMP, inputs);
}

/** A hash of the compiled code and of the versions of all packages. */
async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  const own = ['build-bundle.js', 'bundle-paths.js', 'bundle-workflows.js'].map((name) =>
    path.join(__dirname, name),
  );
  for (const file of [LOCK_FILE, ...own, ...(await compiledFiles())])
    hash.update(`${path.relative(DIST, file)}\n`).update(await readFile(file));
  return hash.digest('hex');
}

async function compiledFiles(): Promise<string[]> {
  const files: string[] = [];
  for (const room of BUNDLED_ROOMS) {
    const names = await readdir(path.join(DIST, room), { recursive: true });
    files.push(...names.filter((name) => name.endsWith('.js')).map((name) => path.join(DIST, room, name)));
  }
  return files.sort();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
