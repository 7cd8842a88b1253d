import { z } from 'zod';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';
import { type Racers, startRacers } from '../../support/processes/racers';

const PROCESSES = 4;
const ROUNDS = 8;

describe.each(CATALOGUE_KINDS)('a catalogue in %s', (_kind, start) => {
  let catalogues: CataloguesUnderTest;
  let racers: Racers;

  beforeAll(async () => {
    catalogues = await start();
    racers = await startRacers(PROCESSES, 'open-new-catalogue.ts');
  });
  afterAll(async () => {
    await racers.stop();
    await catalogues.stop();
  });

  it('is created once when several processes open it at the same time', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await racers.race({ url: await catalogues.newUrl() }, z.string());
      expect(answers).toEqual(Array.from({ length: PROCESSES }, () => 'opened'));
    }
  });
});
