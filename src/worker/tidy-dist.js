/**
 * Runs first in `npm run build`. The incremental compiler looks at sources only: it neither removes the output of a
 * deleted source nor notices a missing output. This makes both right.
 */
const { existsSync, readdirSync, rmSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const SRC = path.join(ROOT, 'src');
const DIST = path.join(ROOT, 'dist');
const COMPILER_STATE = path.join(DIST, 'build.tsbuildinfo');
/** Not compiled from src by the compiler. */
const OTHERS = /^(tools\b|build\.tsbuildinfo$|worker[\\/]workflow-bundle\.js)/;

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => name.slice(0, -'.ts'.length));

if (existsSync(DIST)) {
  const wanted = new Set(sources.flatMap((name) => [`${name}.js`, `${name}.js.map`]));
  const outputs = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(DIST, path.join(entry.parentPath, entry.name)))
    .filter((name) => !OTHERS.test(name));
  for (const name of outputs) if (!wanted.delete(name)) rmSync(path.join(DIST, name));
  if (wanted.size > 0) rmSync(COMPILER_STATE, { force: true });
}
