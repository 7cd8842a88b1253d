import { Turns } from '../../src/domain/concurrency-limit';
import { deferred } from '../support/deferred';

const LATE = new Error('too late');
const patience = { limitMillis: 60_000, tooLate: () => LATE };

it('lets so many run at once, and the others in the order in which they came', async () => {
  const turns = new Turns(2);
  const works = Array.from({ length: 5 }, () => deferred());
  const begun: number[] = [];
  const done = works.map((work, index) =>
    turns.take(() => {
      begun.push(index);
      return work.promise;
    }, patience),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  for (const [index, work] of works.entries()) {
    work.resolve();
    await done[index];
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

it('gives up who waits too long, and lets the others pass', async () => {
  const turns = new Turns(1);
  const first = deferred();
  const running = turns.take(() => first.promise, patience);
  const impatient = turns.take(() => Promise.resolve('never'), { ...patience, limitMillis: 1 });
  await expect(impatient).rejects.toBe(LATE);
  const patient = turns.take(() => Promise.resolve('done'), patience);
  first.resolve();
  await running;
  expect(await patient).toBe('done');
  expect(await turns.take(() => Promise.resolve('free'), patience)).toBe('free');
});

it('passes the turn on after work that fails', async () => {
  const turns = new Turns(1);
  await expect(turns.take(() => Promise.reject(new Error('broken')), patience)).rejects.toThrow('broken');
  expect(await turns.take(() => Promise.resolve('next'), patience)).toBe('next');
});
