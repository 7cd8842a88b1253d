import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { folderSourceId } from '../../src/contract/sources';
import { FolderSource } from '../../src/sources/folder-source';
import type { PollSource } from '../../src/sources/source';

const FIXTURES = path.resolve('test/fixtures/data-folders');
const EXTENSION = '.tar.gz';

const factsSchema = z.object({
  /** The path of the source when the folder was made: the catalogue names it. */
  source: z.string(),
  /** In the order of their requests; the last two were made of all that was ingested. */
  reports: z.array(z.string()),
  /** null: the release had no API keys. */
  key: z.string().nullable(),
});

export interface ReleasedFolder extends z.output<typeof factsSchema> {
  readonly data: string;
  readonly sourceDir: string;
  /** The source where it is now, under the id that the catalogue knows. */
  readonly movedSource: PollSource;
}

/** The released versions that a data folder is kept of. */
export const RELEASES = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(EXTENSION))
  .map((name) => name.slice(0, -EXTENSION.length));

/** Unpacks the data folder that a release has left. */
export function unpackRelease(version: string, into: string): ReleasedFolder {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(FIXTURES, version + EXTENSION), '-C', into]);
  const facts = factsSchema.parse(JSON.parse(readFileSync(path.join(into, 'facts.json'), 'utf8')));
  const sourceDir = path.join(into, 'source');
  return { ...facts, data: path.join(into, 'data'), sourceDir, movedSource: moved(sourceDir, facts.source) };
}

function moved(folder: string, from: string): PollSource {
  const source = new FolderSource(folder);
  const sourceId = folderSourceId(from);
  return {
    id: sourceId,
    isSample: false,
    async list() {
      const { files, passedOver } = await source.list();
      return { files: files.map((file) => ({ ...file, sourceId })), passedOver };
    },
    fetch: (file, toPath, options) => source.fetch(file, toPath, options),
  };
}
