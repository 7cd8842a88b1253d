import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ActivityPorts } from '../../src/activities/ports';
import { tempFolder } from '../support/temp-folder';
import type { Past } from '../support/workflows-by-hand';
import { chaosRandom, howMany, oneOf, sampleOf, say } from './kit/chaos-run';
import { differencesOf, problemsOf } from './kit/compare';
import { giveBackCalls, takeOverCalls } from './kit/faulty-calls';
import { takeOverSqlite } from './kit/faulty-sqlite';
import { judge, type Outcome, pollsIn } from './kit/judge';
import { openAs, type Place, play } from './kit/play';
import { newSource } from './kit/scenario';
import { type Loss, SyncedDisk } from './kit/synced-disk';

/** What power cuts leave is kept on this machine until it is looked at. */
const CUTS_EACH = 40;
const ROUNDS = howMany(1, 25);
const CUTS = howMany(14, CUTS_EACH);
const LOSSES: readonly [Loss, ...Loss[]] = ['lost', 'lost', 'empty', 'mixed'];

const root = tempFolder();
const random = chaosRandom('power loss');

beforeAll(() => {
  takeOverCalls();
  takeOverSqlite();
});
afterAll(giveBackCalls);

interface Cut {
  readonly name: string;
  /** What it left. */
  readonly left: string;
  readonly place: Place;
  /** How many polls the activities had acknowledged. */
  readonly polls: number;
}

it('a power cut at any moment loses nothing that was acknowledged, and stops nothing for ever', async () => {
  const folder = path.join(root, 'play');
  const { operations, undisturbed } = await countOperations();
  const problems: string[] = [];
  let count = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const cuts = await cutThePower(folder, new Set(sampleOf(random, operations, CUTS)));
    for (const cut of cuts) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(cut.left, folder);
      problems.push(
        ...(await problemsOf(
          () => cut.name,
          () => problemsAfter(folder, cut, undisturbed),
        )),
      );
      count++;
    }
    rmSync(folder, { recursive: true, force: true });
    say(`power loss: round ${round} of ${ROUNDS}, ${problems.length} problems`);
  }
  say(`power loss: ${count} cuts in ${operations} operations`);
  expect(problems).toEqual([]);
});

async function countOperations() {
  const folder = mkdtempSync(path.join(root, 'whole-'));
  const { operations } = await play(folder, { plan: () => 'go' });
  const ports = await openAs(folder, newSource(folder));
  const undisturbed = await judge(ports);
  await ports.catalogue.close();
  expect(undisturbed.faults).toEqual([]);
  return { operations, undisturbed };
}

/** Plays the scenario, and keeps what a power cut after each of these operations would leave. */
async function cutThePower(folder: string, after: ReadonlySet<number>): Promise<Cut[]> {
  newSource(folder);
  const disk = new SyncedDisk(folder);
  const cuts: Cut[] = [];
  let place: Place | null = null;
  let before = 0;
  let done = 0;
  await play(folder, {
    plan: () => 'go',
    onRun: (next) => {
      before += place ? acknowledgedPolls(place.past) : 0;
      place = next;
    },
    onLife: (life) => {
      life.onDone = (operation) => {
        disk.note(operation);
        done++;
        if (!after.has(done) || !place) return;
        const loss = oneOf(random, LOSSES);
        const left = mkdtempSync(path.join(root, 'cut-'));
        disk.cutTo(left, loss, random);
        const { past, step } = place;
        cuts.push({
          name: `${loss} after ${done}, ${operation.call} ${operation.on}`,
          left,
          place: { step, past: copyOf(past) },
          polls: before + acknowledgedPolls(past),
        });
      };
    },
  });
  return cuts;
}

function copyOf(past: Past): Past {
  return { ...past, results: new Map(past.results), attempts: new Map(past.attempts) };
}

const outcomeSchema = z.object({ kind: z.literal('polls'), accepted: z.number() });

function acknowledgedPolls({ results }: Past): number {
  const appended = [...results].filter(([event]) => event.startsWith('append '));
  return appended.reduce((sum, [, result]) => sum + (outcomeSchema.safeParse(result).data?.accepted ?? 0), 0);
}

async function problemsAfter(folder: string, cut: Cut, undisturbed: Outcome): Promise<string[]> {
  const found = await problemsAtStart(folder, cut);
  await play(folder, { plan: () => 'go', from: cut.place });
  const ports = await openAs(folder, newSource(folder));
  const outcome = await judge(ports);
  await ports.catalogue.close();
  return [...found, ...differencesOf(outcome, undisturbed)];
}

async function problemsAtStart(folder: string, { polls }: Cut): Promise<string[]> {
  const ports: ActivityPorts = await openAs(folder, newSource(folder));
  try {
    const found = await pollsIn(ports);
    return found.length < polls ? [`${found.length} of ${polls} acknowledged polls are there`] : [];
  } finally {
    await ports.catalogue.close();
  }
}
