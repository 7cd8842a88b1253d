import { z } from 'zod';
import { CATALOGUE_KINDS } from '../support/catalogues';
import { startRacers } from '../support/racers';

const PROCESSES = 4;
const ROUNDS = 8;

const OPEN = `async ({ url }, openCatalogue) => {
  const catalogue = await openCatalogue(url);
  const latest = await catalogue.log.latest();
  await catalogue.close();
  return latest === null ? 'opened' : 'not empty';
}`;

it.each(CATALOGUE_KINDS)(
  'makes a catalogue in %s once when several processes open it at once',
  async (_kind, start) => {
    const catalogues = await start();
    const racers = await startRacers(PROCESSES, OPEN);
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await racers.race({ url: await catalogues.newUrl() }, z.string());
      expect(answers).toEqual(Array.from({ length: PROCESSES }, () => 'opened'));
    }
    racers.stop();
    await catalogues.stop();
  },
);
