/** One log that grows in a process of its own, measured at each size that the parent asks for; started by growth.ts. */
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { withLocalRun } from '../../src/cli/local-run';
import { loadSettings } from '../../src/config/settings';
import { type Measured, measureState } from './measured-state';

/** Folders whose files are added before each measurement, one after the other. */
const stepsSchema = z.array(z.array(z.string()));

async function main(steps: readonly (readonly string[])[]): Promise<readonly Measured[]> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-growth-'));
  try {
    const sourceDir = path.join(root, 'source');
    await mkdir(sourceDir);
    const options = { settings: loadSettings(), sourceDir, stateDir: path.join(root, 'state') };
    return await withLocalRun({ ...options, say: () => undefined }, async (run) => {
      const measured: Measured[] = [];
      for (const folders of steps) {
        for (const folder of folders) await addFiles(folder, sourceDir);
        measured.push(await measureState(run));
      }
      return measured;
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function addFiles(folder: string, sourceDir: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === 'truth.csv') continue;
    const target = path.join(sourceDir, `${path.basename(folder)}-${name}`);
    // A large file is not copied once more.
    if (name === 'store_status.csv') await symlink(path.join(folder, name), target);
    else await cp(path.join(folder, name), target);
  }
}

main(stepsSchema.parse(JSON.parse(process.argv[2] ?? ''))).then(
  (measured) => process.send?.(measured),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
