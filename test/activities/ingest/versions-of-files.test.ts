import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import pl from 'nodejs-polars';
import { z } from 'zod';
import type { ActivityPorts } from '../../../src/activities/ports';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';
import {
  type ModelFile,
  type ModelRow,
  type ModelStore,
  type ModelVersion,
  modelVersion,
} from './version-model';

const RUNS = { seed: 20_261_130, numRuns: 8 };
/** In order: the file that holds last. */
const NAMES = ['hours.csv', 'hours (1).csv', 'hours 9.csv', 'hours 10.csv'].sort((a, b) => rank(a) - rank(b));

function rank(name: string): number {
  return ['hours.csv', 'hours 9.csv', 'hours 10.csv', 'hours (1).csv'].indexOf(name);
}

const row: fc.Arbitrary<ModelRow> = fc.record({
  store: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  value: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('0 9 17', '1 9 17', '1 10 18', '2 closed') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});
const file: fc.Arbitrary<ModelFile> = fc.oneof(
  { weight: 12, arbitrary: fc.array(row, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const change = fc.record({
  name: fc.constantFrom(...NAMES),
  /** undefined: the file is removed. */
  file: fc.oneof({ weight: 3, arbitrary: file }, { weight: 1, arbitrary: fc.constant(undefined) }),
});
const step = fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 3 }), accepts: fc.boolean() });

const rowSchema = z.object({
  store_id: z.string(),
  day: z.number().nullable(),
  start: z.number().nullable(),
  end: z.number().nullable(),
  state: z.enum(['given', 'kept', 'unreadable']),
  since: z.number().nullable(),
});

function textOf(rows: ModelFile): string {
  if (rows === null) return 'store_id,day,start_time_local\n1,0,09:00\n';
  const lines = rows.map(({ store, value }) => {
    const [day, start = '', end = ''] = (value ?? '7x 9 17').split(' ');
    const times = start === 'closed' ? ',' : `${start}:00,${end}:00`;
    return `${store ?? '8.4E+18'},${day},${times}\n`;
  });
  return ['store_id,day,start_time_local,end_time_local\n', ...lines].join('');
}

describe('versions of hours', () => {
  const root = tempFolder();
  let next = 0;

  async function readNewest({ catalogue, blobs }: ActivityPorts): Promise<ModelVersion> {
    const newest = await catalogue.inputs.newest('hours');
    const stores = new Map<string, ModelStore>();
    if (newest === null) return { stores, hasUnknownStores: false };
    for (const record of pl.readParquet(await blobs.localPath(newest.key)).toRecords()) {
      const { store_id, day, start, end, state, since } = rowSchema.parse(record);
      const value =
        start === null || end === null ? `${day} closed` : `${day} ${start / 3_600} ${end / 3_600}`;
      const rows = [...(stores.get(store_id)?.rows ?? []), ...(day === null ? [] : [value])].sort();
      stores.set(store_id, { state, rows, since });
    }
    const hasUnknownStores = stores.delete('');
    return { stores, hasUnknownStores };
  }

  it('are a function of the files that are there, but for what is kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
        const folder = path.join(root, `source-${next}`);
        mkdirSync(folder);
        const source = new FolderSource(folder);
        const ports = await openWorkerPorts(path.join(root, `data-${next++}`), [source]);
        const files = new Map<string, ModelFile>();
        let inUse: { version: number; model: ModelVersion } | null = null;
        for (const { changes, accepts } of steps) {
          for (const { name, file: content } of changes) {
            if (content === undefined) {
              files.delete(name);
              rmSync(path.join(folder, name), { force: true });
            } else {
              files.set(name, content);
              writeFileSync(path.join(folder, name), textOf(content));
              utimesSync(path.join(folder, name), 1e9 + next++, 1e9);
            }
          }
          await ingestByHand(ports, 1, undefined, true);
          const listed = NAMES.flatMap((name) => (files.has(name) ? [files.get(name) ?? null] : []));
          const expected: ModelVersion = modelVersion(listed, inUse);
          const made = await readNewest(ports);
          expect(made).toEqual(expected);
          if (accepts) await ports.catalogue.inputs.accept('hours');
          const used = await ports.catalogue.inputs.current('hours');
          const newest = await ports.catalogue.inputs.newest('hours');
          if (used && used.version === newest?.version) inUse = { version: used.version, model: made };
        }
        const fresh = await openWorkerPorts(path.join(root, `data-${next++}`), [source]);
        await ingestByHand(fresh, 1, undefined, true);
        expectAlike(await readNewest(ports), await readNewest(fresh));
        await Promise.all([ports, fresh].map(({ catalogue }) => catalogue.close()));
      }),
      RUNS,
    );
  });

  /** @param fresh made from the same files by a state that knows nothing else. */
  function expectAlike(old: ModelVersion, fresh: ModelVersion): void {
    expect(old.hasUnknownStores).toBe(fresh.hasUnknownStores);
    for (const id of new Set([...old.stores.keys(), ...fresh.stores.keys()])) {
      const [was, is] = [old.stores.get(id), fresh.stores.get(id)];
      if (was?.state === 'kept') expect(is?.state ?? 'default').toMatch(/^(unreadable|default)$/);
      else expect(was).toEqual(is);
    }
  }
});
