import path from 'node:path';
import pl from 'nodejs-polars';
import { z } from 'zod';
import { createQueryTasks } from '../../../src/queries/tasks';
import { writeFigures } from '../../support/figures-file';
import { requireFreshBuild } from '../../support/fresh-build';
import { type Racers, startRacers } from '../../support/processes/racers';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
const answerSchema = z.object({
  answers: z.array(z.unknown()),
  threadFailures: z.array(z.string()).length(0),
  frames: z.array(z.string()).length(0),
});

/** A process with the built pool: a thread loads JavaScript, and jest's process has loaded the frames itself. */
let reader: Racers;

beforeAll(async () => {
  requireFreshBuild();
  reader = await startRacers(1, 'run-queries-in-threads.ts');
});
afterAll(() => reader.stop());

/** Runs the calls at the same time. Fails if the thread that calls has loaded any frames. */
async function inThreads(...calls: readonly object[]): Promise<readonly unknown[]> {
  return (await reader.race({ calls }, answerSchema)).flatMap(({ answers }) => answers);
}

const states = { hours: null, timezones: null };
const selection = { search: '', states, sort: 'polls', order: 'desc', offset: 3, limit: 2 } as const;

it('gives the same answers as a single thread, and keeps frames out of the calling thread', async () => {
  const figuresPath = writeFigures(root, 10);
  const summaryInput = { figuresPath, method: 'interpolate' } as const;
  const answers = await inThreads(
    { name: 'storePage', input: { figuresPath, selection } },
    { name: 'summary', input: summaryInput },
  );
  const tasks = createQueryTasks();
  const page = await tasks.storePage({ figuresPath, selection });
  expect(answers).toEqual([{ ok: page }, { ok: await tasks.summary(summaryInput) }]);
  expect(page.rows.map(({ storeId }) => storeId)).toEqual(['1006', '1005']);
});

it('passes on the error of a thread with its fields, and serves the next request', async () => {
  const figuresPath = writeFigures(root, 1);
  const storesPath = path.join(root, 'stores.parquet');
  pl.DataFrame([
    pl.Series('store_id', ['1001'], pl.Utf8),
    pl.Series('first_at', Float64Array.of(1), pl.Float64).cast(pl.Int64),
  ]).writeParquet(storesPath);
  const span = { fromMicros: 0, toMicros: 1 };
  const none = { segmentPaths: [], hoursPath: null, timezonesPath: null, holdSeconds: 1, span };
  const asked = { storeId: '100', storesPath, ...none };
  expect(await inThreads({ name: 'timeline', input: asked })).toEqual([
    {
      failed: {
        code: 'NOT_FOUND',
        message: 'The log holds no poll of a store "100"',
        remedy: 'Was one of these meant: 1001?',
      },
    },
  ]);
  expect(await inThreads({ name: 'store', input: { figuresPath, storeId: '1000' } })).toMatchObject([
    { ok: { storeId: '1000' } },
  ]);
});

it('queues a limited number of requests and refuses the others', async () => {
  const figuresPath = writeFigures(root, 1);
  const call = { name: 'store', input: { figuresPath, storeId: '1000' } };
  const answers = await inThreads(...Array.from({ length: 300 }, () => call));
  const refused = { failed: expect.objectContaining({ code: 'UNAVAILABLE' }) };
  const read = { ok: expect.objectContaining({ storeId: '1000' }) };
  expect(answers).toContainEqual(refused);
  expect(answers).toContainEqual(read);
  for (const answer of answers) expect([refused, read]).toContainEqual(answer);
});
