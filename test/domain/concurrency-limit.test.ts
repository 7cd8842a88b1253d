import { ConcurrencyLimit } from '../../src/domain/concurrency-limit';
import { deferred } from '../support/deferred';

const LATE = new Error('too late');
const patience = { limitMillis: 60_000, tooLate: () => LATE };

it('runs up to the limit at once, then the others in order of arrival', async () => {
  const limit = new ConcurrencyLimit(2);
  const works = Array.from({ length: 5 }, () => deferred());
  const begun: number[] = [];
  const done = works.map((work, index) =>
    limit.run(() => {
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

it('rejects work that waits too long, and runs the rest', async () => {
  const limit = new ConcurrencyLimit(1);
  const first = deferred();
  const running = limit.run(() => first.promise, patience);
  const impatient = limit.run(() => Promise.resolve('never'), { ...patience, limitMillis: 1 });
  await expect(impatient).rejects.toBe(LATE);
  const patient = limit.run(() => Promise.resolve('done'), patience);
  first.resolve();
  await running;
  expect(await patient).toBe('done');
  expect(await limit.run(() => Promise.resolve('free'), patience)).toBe('free');
});

it('starts the next work after one that fails', async () => {
  const limit = new ConcurrencyLimit(1);
  await expect(limit.run(() => Promise.reject(new Error('broken')), patience)).rejects.toThrow('broken');
  expect(await limit.run(() => Promise.resolve('next'), patience)).toBe('next');
});
