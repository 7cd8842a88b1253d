import fc from 'fast-check';
import { randomFromSeed } from '../../../src/domain/generate/random';
import { StatusTimeline, upStretches } from '../../../src/domain/generate/status-timeline';

const RATES = { meanUpMicros: 3_000_000, meanDownMicros: 1_000_000 };
const span = { fromMicros: 1_000, toMicros: 40_000_000_000 };

function timeline(seed: number): StatusTimeline {
  return new StatusTimeline(randomFromSeed(seed), RATES, span.fromMicros);
}

describe('StatusTimeline', () => {
  it('is up for the share of time that its rates give', () => {
    const upMicros = [...upStretches(timeline(1), span)].reduce(
      (sum, s) => sum + s.toMicros - s.fromMicros,
      0,
    );
    expect(upMicros / (span.toMicros - span.fromMicros)).toBeCloseTo(0.75, 1);
  });

  it('has exponentially distributed up stretches of the requested mean length', () => {
    const lengths = [...upStretches(timeline(2), span)].map((s) => s.toMicros - s.fromMicros);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const deviation = Math.sqrt(lengths.reduce((sum, l) => sum + (l - mean) ** 2, 0) / lengths.length);
    expect(mean / RATES.meanUpMicros).toBeCloseTo(1, 1);
    expect(deviation / mean).toBeCloseTo(1, 1);
  });

  it('gives the same status at an instant, whichever instants were asked before', () => {
    const instants = fc.array(fc.integer({ min: span.fromMicros, max: 50_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.nat(), instants, (seed, unsorted) => {
        const walked = timeline(seed);
        for (const at of unsorted.sort((a, b) => a - b)) {
          expect(walked.at(at)).toEqual(timeline(seed).at(at));
        }
      }),
    );
  });
});
