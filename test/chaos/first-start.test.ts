import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../support/temp-folder';
import { chaosRandom, howMany, sampleOf } from './kit/chaos-run';
import { giveBackCalls, takeOverCalls } from './kit/faulty-calls';
import { takeOverSqlite } from './kit/faulty-sqlite';
import { type Fate, Life, type Plan } from './kit/life';
import { openAs } from './kit/play';

const root = tempFolder();
const random = chaosRandom('first start');

beforeAll(() => {
  takeOverCalls();
  takeOverSqlite();
});
afterAll(giveBackCalls);

/** @returns what the start said; null: it was killed. */
async function start(folder: string, plan: Plan): Promise<string | null> {
  const life = new Life(plan);
  try {
    const opened = await life.live(() => openAs(folder, root));
    await opened?.made.catalogue.close();
    return opened ? 'opened' : null;
  } catch (error) {
    return String(error);
  }
}

it.each<Fate>(['fail', 'half', 'die', 'die-half', 'die-after'])(
  'a first start that meets the fate "%s", wherever it is, is followed by one that succeeds',
  async (fate) => {
    let count = 0;
    await start(mkdtempSync(path.join(root, 'start-')), () => {
      count++;
      return 'go';
    });
    expect(count).toBeGreaterThan(60);
    for (const wanted of sampleOf(random, count, howMany(8, count))) {
      const folder = mkdtempSync(path.join(root, 'start-'));
      await start(folder, (_, number) => (number === wanted ? fate : 'go'));
      expect([wanted, await start(folder, () => 'go')]).toEqual([wanted, 'opened']);
    }
  },
);
