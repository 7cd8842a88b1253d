import { readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** Every code file of src (TypeScript, JavaScript, CSS), as a path. */
export function sourceFiles(): string[] {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js|css)$/.test(file))
    .map((file) => path.join(ROOT, 'src', file));
  if (files.length < 400) throw new Error(`Only ${files.length} files were found in src`);
  return files;
}
