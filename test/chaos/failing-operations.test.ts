import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../support/temp-folder';
import { chaosRandom, howMany, oneOf, sampleOf, say } from './kit/chaos-run';
import { differencesOf, problemsOf } from './kit/compare';
import { giveBackCalls, takeOverCalls } from './kit/faulty-calls';
import { takeOverSqlite } from './kit/faulty-sqlite';
import { judge, type Outcome } from './kit/judge';
import type { Fate, Operation } from './kit/life';
import { type Faults, openAs, type Played, play } from './kit/play';
import { ALL_POLLS, newSource } from './kit/scenario';

const root = tempFolder();
const random = chaosRandom('failing operations');

let undisturbed: Outcome;
const operations: Operation[] = [];

beforeAll(async () => {
  takeOverCalls();
  takeOverSqlite();
  const { outcome } = await playAndJudge({
    plan: (operation) => {
      operations.push(operation);
      return 'go';
    },
  });
  undisturbed = outcome;
});
afterAll(giveBackCalls);

async function playAndJudge(faults: Faults): Promise<{ played: Played; outcome: Outcome }> {
  const folder = mkdtempSync(path.join(root, 'play-'));
  try {
    const played = await play(folder, faults);
    const ports = await openAs(folder, newSource(folder));
    const outcome = await judge(ports);
    await ports.catalogue.close();
    return { played, outcome };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('the undisturbed scenario gives every poll once', () => {
  expect(undisturbed.polls).toEqual(ALL_POLLS);
  expect(undisturbed.rowsInSegments).toBe(ALL_POLLS.length);
  expect(undisturbed).toMatchObject({ pollsTotal: ALL_POLLS.length, quarantined: 1, faults: [] });
  expect(Object.keys(undisturbed.reports).sort()).toEqual(['count', 'interpolate']);
  const kinds = ['file', 'sql', 'compute'].map(
    (kind) => `${operations.filter((operation) => operation.kind === kind).length} ${kind}`,
  );
  say(`one scenario has ${operations.length} operations: ${kinds.join(', ')}`);
});

const FATES: readonly [Fate, ...Fate[]] = ['fail', 'fail', 'half', 'die', 'die-half', 'die-after'];
const COUNT = howMany(14, 1_000);

it('an operation fails, or the process dies at it: nothing is lost or doubled', async () => {
  const chosen = sampleOf(random, operations.length, COUNT);
  const problems: string[] = [];
  const met = new Map<Fate, number>();
  for (const wanted of chosen) {
    const fate = oneOf(random, FATES);
    let operation: Operation | null = null;
    const plan = (next: Operation, number: number): Fate => {
      if (number !== wanted) return 'go';
      operation = next;
      return fate;
    };
    const name = () => `${fate} at ${wanted}, ${nameOf(operation)}`;
    problems.push(...(await problemsOf(name, () => differencesWith({ plan }))));
    met.set(fate, (met.get(fate) ?? 0) + 1);
  }
  say(
    `${chosen.length} of ${operations.length} operations: ${[...met].map(([fate, count]) => `${count} ${fate}`).join(', ')}`,
  );
  expect(problems).toEqual([]);
});

it('a disk that stays bad until a step has failed: nothing is lost or doubled', async () => {
  const problems: string[] = [];
  const chosen = sampleOf(random, operations.length, howMany(4, 150));
  for (const wanted of chosen) {
    const kind = oneOf(random, ['file', 'sql', 'compute']);
    let isRepaired = false;
    const faults: Faults = {
      plan: (operation, number) =>
        number >= wanted && !isRepaired && operation.kind === kind ? 'fail' : 'go',
      repair: () => {
        isRepaired = true;
      },
    };
    const name = () => `every ${kind} operation fails from ${wanted} on`;
    problems.push(...(await problemsOf(name, () => differencesWith(faults))));
  }
  say(`bad disks: ${chosen.length} of ${operations.length} operations`);
  expect(problems).toEqual([]);
});

async function differencesWith(faults: Faults): Promise<string[]> {
  return differencesOf((await playAndJudge(faults)).outcome, undisturbed);
}

function nameOf(operation: Operation | null): string {
  return operation ? `${operation.call} ${operation.on}` : 'which never came';
}
