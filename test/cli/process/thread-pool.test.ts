import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pl from 'nodejs-polars';
import { createQueryTasks } from '../../../src/queries/tasks';
import { writeFigures } from '../../support/figures-file';
import { requireFreshBuild } from '../../support/fresh-build';
import { tempFolder } from '../../support/temp-folder';

const DIST = path.resolve(__dirname, '../../../dist');
const root = tempFolder();

/** Runs a script with the built pool in a child process. @returns its output, parsed as JSON */
async function withPool(body: string): Promise<unknown> {
  requireFreshBuild();
  const script = path.join(root, 'script.js');
  const module = JSON.stringify(path.join(DIST, 'queries/query-threads.js'));
  writeFileSync(
    script,
    `(async () => {
      const pool = require(${module}).startQueryThreads(console.error);
      const answer = await (async () => { ${body} })();
      await pool.close();
      const text = JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      process.stdout.write(text);
    })();`,
  );
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const selection = { search: '', sort: 'polls', order: 'desc', offset: 3, limit: 2 } as const;

it('reads the same in threads as in one thread, and the calling thread loads no frames', async () => {
  const figuresPath = writeFigures(root, 10);
  const answer = await withPool(`
    const page = await pool.run('storePage', ${JSON.stringify({ figuresPath, selection })});
    const summary = await pool.run('summary', ${JSON.stringify({ figuresPath, method: 'interpolate' })});
    const frames = Object.keys(require.cache).filter((file) => /nodejs-polars|dist.(frames|domain)/.test(file));
    return { page, up: summary.totals.week.upMicros, frames };
  `);
  const tasks = createQueryTasks();
  const { totals } = await tasks.summary({ figuresPath, method: 'interpolate' });
  const page = await tasks.storePage({ figuresPath, selection });
  expect(answer).toEqual({ page, up: String(totals.week.upMicros), frames: [] });
  expect(page.rows.map(({ storeId }) => storeId)).toEqual(['1006', '1005']);
});

it('passes an error of a thread on with its fields, and reads on', async () => {
  const figuresPath = writeFigures(root, 1);
  const storesPath = path.join(root, 'stores.parquet');
  pl.DataFrame([
    pl.Series('store_id', ['1001'], pl.Utf8),
    pl.Series('first_at', Float64Array.of(1), pl.Float64).cast(pl.Int64),
  ]).writeParquet(storesPath);
  const span = { fromMicros: 0, toMicros: 1 };
  const none = { segmentPaths: [], hoursPath: null, timezonesPath: null, holdSeconds: 1, span };
  const answer = await withPool(`
    const asked = ${JSON.stringify({ storeId: '100', storesPath, ...none })};
    const { code, message, remedy } = await pool.run('timeline', asked).catch((error) => error);
    const { storeId } = await pool.run('store', ${JSON.stringify({ figuresPath, storeId: '1000' })});
    return { code, message, remedy, storeId };
  `);
  expect(answer).toEqual({
    code: 'NOT_FOUND',
    message: 'The log holds no poll of a store "100"',
    remedy: 'Was one of these meant: 1001?',
    storeId: '1000',
  });
});

it('lets a limited number wait and refuses the others', async () => {
  const figuresPath = writeFigures(root, 1);
  const answer = await withPool(`
    const asked = ${JSON.stringify({ figuresPath, storeId: '1000' })};
    const all = Array.from({ length: 300 }, () => pool.run('store', asked).then(() => 'read', ({ code }) => code));
    return [...new Set(await Promise.all(all))].sort();
  `);
  expect(answer).toEqual(['UNAVAILABLE', 'read']);
});
