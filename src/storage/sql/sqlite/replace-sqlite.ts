import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Catalogue } from '../../catalogue/catalogue';
import { openSqliteCatalogue } from './sqlite-catalogue';

/** SQLite's own files beside a database. */
const COMPANIONS = ['', '-wal', '-shm'] as const;

/**
 * Builds a catalogue aside, then puts it in the place of the file. The replaced one stays beside it.
 * @returns what `build` made, and the name of the replaced file; null: there was none
 */
export async function replaceSqliteCatalogue<T>(
  file: string,
  suffix: string,
  build: (catalogue: Catalogue) => Promise<T>,
): Promise<{ readonly made: T; readonly replaced: string | null }> {
  const aside = `${file}.rebuilding`;
  for (const companion of COMPANIONS) await rm(`${aside}${companion}`, { force: true });
  const catalogue = await openSqliteCatalogue(aside);
  const made = await build(catalogue).finally(() => catalogue.close());
  const replaced = existsSync(file) ? `${file}.${suffix}` : null;
  if (replaced !== null)
    for (const companion of COMPANIONS)
      if (existsSync(`${file}${companion}`)) await rename(`${file}${companion}`, `${replaced}${companion}`);
  await rename(aside, file);
  await rm(`${aside}-opening`, { force: true });
  return { made, replaced };
}
