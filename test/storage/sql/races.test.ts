import { z } from 'zod';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';
import { type Racers, startRacers } from '../../support/racers';

const PROCESSES = 4;
const WINS_EACH = 8;
const TOTAL = PROCESSES * WINS_EACH;

/** Commits once against the expected version, or else against the newest one until it has won often enough. */
const COMMIT = `async ({ url, what, wins, expected }, openCatalogue) => {
  const catalogue = await openCatalogue(url);
  const won = [];
  let lost = 0;
  for (let number = 0; expected === null ? won.length < wins : number < 1; number++) {
    const name = [process.pid, number, expected].join('-');
    const file = {
      sourceId: 's', fileId: 'f', name, kind: what, fingerprint: name, mark: null, rowsKey: null,
      state: 'read', message: null, quarantined: number, updatedMicros: 1,
    };
    const outcome = {
      sourceId: 's', fileId: 'f', name, state: 'accepted', kind: what, rowsIn: 3, accepted: 1, duplicates: 2,
      disagreements: 0, quarantined: number, reasons: {}, quarantineKey: null, message: null,
    };
    const base = { ingestionId: name, committedMicros: 1, file, outcome };
    try {
      if (what === 'polls') {
        const latest = await catalogue.log.latest();
        const segment = { key: name, rows: 1, corrections: 0, span: { fromMicros: 1, toMicros: 2 }, buckets: { from: 0, to: 256 }, sizeBytes: 1 };
        const expectedVersion = expected ?? latest?.version ?? 0;
        won.push(await catalogue.log.commit({ ...base, expectedVersion, storesKey: name, storeCount: 1, segments: [segment] }));
      } else {
        const newest = await catalogue.inputs.newest(what);
        const next = { kind: what, key: name, rows: 1, stores: 1, quarantined: number, state: 'used', reason: null };
        const expectedVersion = expected ?? newest?.version ?? 0;
        await catalogue.inputs.commit({ ...base, kind: what, expectedVersion, next });
        won.push(expectedVersion + 1);
      }
    } catch (error) {
      if (error.code !== 'STORAGE_CONFLICT') throw error;
      lost++;
    }
  }
  await catalogue.close();
  return { won, lost };
}`;

const answerSchema = z.object({ won: z.array(z.number()), lost: z.number() });
const VERSIONS = Array.from({ length: TOTAL }, (_, index) => index + 1);

describe.each(CATALOGUE_KINDS)('concurrent processes on a catalogue in %s', (_kind, start) => {
  let catalogues: CataloguesUnderTest;
  let racers: Racers;

  beforeAll(async () => {
    catalogues = await start();
    racers = await startRacers(PROCESSES, COMMIT);
  });
  afterAll(async () => {
    await racers.stop();
    await catalogues.stop();
  });

  it('append each segment once, each as its own version, with correct totals', async () => {
    const url = await catalogues.newUrl();
    const answers = await racers.race({ url, what: 'polls', wins: WINS_EACH, expected: null }, answerSchema);
    expect(answers.flatMap(({ won }) => won).sort((a, b) => a - b)).toEqual(VERSIONS);

    const catalogue = await openCatalogue(url);
    const segments = await catalogue.log.segments(TOTAL);
    expect(new Set(segments.map(({ key }) => key)).size).toBe(TOTAL);
    for (const version of VERSIONS) {
      expect(await catalogue.log.at(version)).toMatchObject({
        storesKey: segments[version - 1]?.key,
        pollsTotal: version,
        rowsInTotal: 3 * version,
        duplicatesTotal: 2 * version,
      });
    }
    const [file] = await catalogue.files.all();
    expect((await catalogue.log.latest())?.quarantinedTotal).toBe(file?.quarantined);
    expect(file?.name).toBe(segments.at(-1)?.key);
    await catalogue.close();
  });

  it.each(['polls', 'hours'])(
    'let one commit win a version of the %s; the others get a conflict',
    async (what) => {
      const url = await catalogues.newUrl();
      for (let expected = 0; expected < WINS_EACH; expected++) {
        const answers = await racers.race({ url, what, expected }, answerSchema);
        expect(answers.flatMap(({ won }) => won)).toEqual([expected + 1]);
        expect(answers.reduce((sum, { lost }) => sum + lost, 0)).toBe(PROCESSES - 1);
      }
    },
  );

  it('create each version of the hours once', async () => {
    const url = await catalogues.newUrl();
    const answers = await racers.race({ url, what: 'hours', wins: WINS_EACH, expected: null }, answerSchema);
    expect(answers.flatMap(({ won }) => won).sort((a, b) => a - b)).toEqual(VERSIONS);
    const catalogue = await openCatalogue(url);
    const keys = await Promise.all(
      VERSIONS.map(async (version) => (await catalogue.inputs.at('hours', version))?.key),
    );
    expect(new Set(keys).size).toBe(TOTAL);
    expect((await catalogue.inputs.newest('hours'))?.version).toBe(TOTAL);
    expect((await catalogue.files.all())[0]?.name).toBe(keys.at(-1));
    await catalogue.close();
  });
});
