import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../support/temp-folder';

const projects = tempFolder();
const SCRIPT = path.resolve(__dirname, '../../src/worker/tidy-dist.js');

/** A project with the script and these files. @returns runs the script, then tells which files of `dist` are left. */
function project(files: readonly string[]): () => string[] {
  const root = mkdtempSync(path.join(projects, 'project-'));
  const make = (file: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), '');
  };
  for (const file of ['src/worker/tidy-dist.js', ...files]) make(file);
  copyFileSync(SCRIPT, path.join(root, 'src/worker/tidy-dist.js'));
  return () => {
    execFileSync(process.execPath, [path.join(root, 'src/worker/tidy-dist.js')]);
    return files.filter((file) => file.startsWith('dist/') && existsSync(path.join(root, file)));
  };
}

const WHOLE = ['src/a.ts', 'dist/a.js', 'dist/a.js.map', 'dist/build.tsbuildinfo'];

it('leaves a whole build as it is, with the bundle and the tools', () => {
  const others = [
    'dist/worker/workflow-bundle.js',
    'dist/worker/workflow-bundle.js.inputs',
    'dist/tools/b.js',
  ];
  expect(project([...WHOLE, ...others])()).toEqual([...WHOLE.slice(1), ...others]);
});

it('removes the output of a deleted source', () => {
  expect(project([...WHOLE, 'dist/room/gone.js', 'dist/room/gone.js.map'])()).toEqual(WHOLE.slice(1));
});

it('lets the compiler write everything again if an output is missing', () => {
  expect(project(['src/a.ts', 'dist/a.js', 'dist/build.tsbuildinfo'])()).toEqual(['dist/a.js']);
});

it('does nothing before the first build', () => {
  expect(project(['src/a.ts'])()).toEqual([]);
});
