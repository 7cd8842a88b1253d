/** One growing log in its own process. growth.ts starts it and requests a measurement at each size. */
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ingestOnce, withLocalRun } from '../../src/cli/process/local-run';
import { loadSettings } from '../../src/config/settings';
import { reportMeasured, secondsOf } from '../measured';
import { type Measured, type MeasuredGrowth, measureState } from './measured-state';

const askedSchema = z.object({
  /** Folders whose files are added before each measurement, one after the other. */
  steps: z.array(z.array(z.string())),
  /** Ingested last, to measure its time; null: nothing. */
  hourFolder: z.string().nullable(),
});

async function main({ steps, hourFolder }: z.infer<typeof askedSchema>): Promise<MeasuredGrowth> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-growth-'));
  try {
    const sourceDir = path.join(root, 'source');
    await mkdir(sourceDir);
    const options = { settings: loadSettings(), sourceDir, stateDir: path.join(root, 'state') };
    return await withLocalRun({ ...options, say: () => undefined }, async (run) => {
      const measured: Measured[] = [];
      let hourSeconds: number | null = null;
      for (const folders of steps) {
        for (const folder of folders) await addFiles(folder, sourceDir);
        measured.push(await measureState(run));
      }
      if (hourFolder !== null) {
        await addFiles(hourFolder, sourceDir);
        hourSeconds = await secondsOf(() => ingestOnce(run));
      }
      return { measured, hourSeconds };
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function addFiles(folder: string, sourceDir: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === 'truth.csv') continue;
    const target = path.join(sourceDir, `${path.basename(folder)}-${name}`);
    // Linked, not copied: the file may be large.
    if (name === 'store_status.csv') await symlink(path.join(folder, name), target);
    else await cp(path.join(folder, name), target);
  }
}

reportMeasured(main(askedSchema.parse(JSON.parse(process.argv[2] ?? ''))));
