import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { formatSourceSpecs, parseSourceSpecs } from '../../config/source-specs';
import type { SourceSpec } from '../../contract/sources';
import { isAlive } from '../../temporal/server/data-folder-lock';

export const SERVICE_NOTE = 'loopwatch.json';

const noteSchema = z.object({ pid: z.int(), source: z.string() });

/** Notes in the data folder what a running service reads, for other commands. @returns what removes the note. */
export async function noteService(
  dataDir: string,
  sources: readonly SourceSpec[],
): Promise<() => Promise<void>> {
  const file = path.join(dataDir, SERVICE_NOTE);
  const note: z.output<typeof noteSchema> = { pid: process.pid, source: formatSourceSpecs(sources) };
  await writeFile(file, JSON.stringify(note));
  return () => rm(file, { force: true });
}

/** The service that runs in this moment on a data folder. null: none runs, or none has noted its sources. */
export async function findService(
  dataDir: string,
): Promise<{ readonly pid: number; readonly sources: readonly SourceSpec[] } | null> {
  try {
    const { pid, source } = noteSchema.parse(
      JSON.parse(await readFile(path.join(dataDir, SERVICE_NOTE), 'utf8')),
    );
    return isAlive(pid) ? { pid, sources: parseSourceSpecs(source) } : null;
  } catch {
    return null;
  }
}
