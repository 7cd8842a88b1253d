import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
/** The compiler always writes this file, even if nothing changed. */
const BUILT_LAST = path.join(ROOT, 'dist/build.tsbuildinfo');

/** Whether `dist` is newer than the last change of `src`. */
export function isBuildFresh(): boolean {
  const built = existsSync(BUILT_LAST) ? statSync(BUILT_LAST).mtimeMs : 0;
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources
    .filter((file) => file.endsWith('.ts'))
    .every((file) => statSync(path.join(ROOT, 'src', file)).mtimeMs <= built);
}

/** Fails if `src` changed after the build at the start of the run. */
export function requireFreshBuild(): void {
  if (!isBuildFresh())
    throw new Error('These tests run the built command line, which is older than src: start them again.');
}
