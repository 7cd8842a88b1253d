import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Places } from '../../src/cli/process/open-ports';
import { sharedPostgres } from '../support/postgres';
import { type S3UnderTest, startS3 } from '../support/s3';
import { tempFolder } from '../support/temp-folder';
import { chaosRandom, howMany, isFull, oneOf, sampleOf, say } from './kit/chaos-run';
import { differencesOf, problemsOf } from './kit/compare';
import { type CutAt, type CuttingProxy, startCuttingProxy } from './kit/cutting-proxy';
import { judge, type Outcome } from './kit/judge';
import { openAs, play } from './kit/play';
import { ALL_POLLS, newSource } from './kit/scenario';
import { S3_FAULTS, type S3Fault, startUnsteadyS3, type UnsteadyS3 } from './kit/unsteady-s3';

const root = tempFolder();
const random = chaosRandom('failing servers');

/** @param over the places with the fault @param heal ends the fault, and gives the places to look at afterwards */
async function playOver(over: Partial<Places>, heal: () => Partial<Places>): Promise<Outcome> {
  const folder = mkdtempSync(path.join(root, 'play-'));
  try {
    await play(folder, { plan: () => 'go', over });
    const ports = await openAs(folder, newSource(folder), heal());
    const outcome = await judge(ports);
    await ports.catalogue.close();
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('PostgreSQL', () => {
  let proxy: CuttingProxy;
  let undisturbed: Outcome;
  let messages = 0;
  afterAll(() => proxy.close());

  /** A new database, directly and through the proxy. */
  async function newPlaces() {
    const url = new URL(await (await sharedPostgres()).newDatabase());
    proxy ??= await startCuttingProxy(Number(url.port));
    const direct = { catalogueUrl: url.href };
    url.port = String(proxy.port);
    return { direct, cut: { catalogueUrl: url.href } };
  }

  it('an undisturbed scenario gives every poll once', async () => {
    const { cut, direct } = await newPlaces();
    undisturbed = await playOver(cut, () => {
      messages = proxy.messages();
      return direct;
    });
    expect(undisturbed.polls).toEqual(ALL_POLLS);
    expect(undisturbed.faults).toEqual([]);
  });

  it('a connection that is cut at any message loses and doubles nothing', async () => {
    const chosen = sampleOf(random, messages, howMany(2, 100));
    const problems: string[] = [];
    for (const number of chosen) {
      const where = oneOf<CutAt>(random, ['before', 'after']);
      const { cut, direct } = await newPlaces();
      proxy.cutAt(number, where);
      const name = () => `cut ${where} message ${number}`;
      problems.push(
        ...(await problemsOf(name, async () =>
          differencesOf(await playOver(cut, () => direct), undisturbed),
        )),
      );
    }
    say(`PostgreSQL: cut at ${chosen.length} of ${messages} messages`);
    expect(problems).toEqual([]);
  });
});

describe('S3', () => {
  let s3: S3UnderTest;
  let proxy: UnsteadyS3;
  let undisturbed: Outcome;
  let requests = 0;
  const before = { ...process.env };

  beforeAll(async () => {
    s3 = await startS3();
    proxy = await startUnsteadyS3(s3.environment.AWS_ENDPOINT_URL_S3 ?? '');
    Object.assign(process.env, s3.environment, { AWS_ENDPOINT_URL_S3: proxy.url });
  });
  afterAll(async () => {
    process.env = before;
    await proxy.close();
    await s3.close();
  });
  const playAnew = () => {
    const places = { blobs: { url: s3.newUrl(), cacheBytes: 1e9 } };
    return playOver(places, () => {
      requests = proxy.heal();
      return places;
    });
  };

  it('an undisturbed scenario gives every poll once', async () => {
    undisturbed = await playAnew();
    expect(undisturbed.polls).toEqual(ALL_POLLS);
    expect(undisturbed.faults).toEqual([]);
  });

  it('a request that fails, wherever it is, loses and doubles nothing', async () => {
    const chosen = sampleOf(random, requests, howMany(3, 100));
    const problems: string[] = [];
    const met = new Map<S3Fault, number>();
    for (const number of chosen) {
      const drawn = oneOf(random, S3_FAULTS);
      const fault = drawn === 'no answer' && !isFull ? 'reset' : drawn;
      met.set(fault, (met.get(fault) ?? 0) + 1);
      proxy.failAt(number, fault);
      problems.push(
        ...(await problemsOf(
          () => `${fault} at request ${number}`,
          async () => differencesOf(await playAnew(), undisturbed),
        )),
      );
    }
    say(
      `S3: ${chosen.length} of ${requests} requests: ${[...met].map(([fault, count]) => `${count} ${fault}`).join(', ')}`,
    );
    expect(problems).toEqual([]);
  });
});
