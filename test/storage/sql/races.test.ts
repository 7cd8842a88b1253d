import { z } from 'zod';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';
import { type Racers, startRacers } from '../../support/processes/racers';

const PROCESSES = 4;
const WINS_EACH = 8;
const TOTAL = PROCESSES * WINS_EACH;

const answerSchema = z.object({ won: z.array(z.number()), lost: z.number() });
const VERSIONS = Array.from({ length: TOTAL }, (_, index) => index + 1);

describe.each(CATALOGUE_KINDS)('concurrent processes on a catalogue in %s', (_kind, start) => {
  let catalogues: CataloguesUnderTest;
  let racers: Racers;

  beforeAll(async () => {
    catalogues = await start();
    racers = await startRacers(PROCESSES, 'commit-versions.ts');
  });
  afterAll(async () => {
    await racers.stop();
    await catalogues.stop();
  });

  it('append each segment once, each as its own version, with correct totals', async () => {
    const url = await catalogues.newUrl();
    const answers = await racers.race({ url, what: 'polls', wins: WINS_EACH }, answerSchema);
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
    const answers = await racers.race({ url, what: 'hours', wins: WINS_EACH }, answerSchema);
    expect(answers.flatMap(({ won }) => won).sort((a, b) => a - b)).toEqual(VERSIONS);
    const catalogue = await openCatalogue(url);
    const keys = await Promise.all(
      VERSIONS.map(async (version) => (await catalogue.inputs.at('hours', version))?.key),
    );
    expect(new Set(keys).size).toBe(TOTAL);
    expect((await catalogue.inputs.newest('hours'))?.version).toBe(TOTAL);
    // Each version's outcomes are committed with it.
    const outcomes = await catalogue.ingestions.outcomes(keys.at(-1) ?? '');
    expect(outcomes.map(({ name }) => name)).toEqual([keys.at(-1)]);
    await catalogue.close();
  });
});
