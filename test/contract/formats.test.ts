import { byFormat, FORMAT_FACTS, FORMATS } from '../../src/contract/formats';

/** The type checker knows that no format is missing, not that each has its own value and place. */
describe('the tables of formats', () => {
  it('give each format its own value, in the order in which links name them', () => {
    expect(Object.entries(byFormat((format) => format))).toEqual(FORMATS.map((format) => [format, format]));
  });

  it('tell formats apart for a reader and for a browser', () => {
    const facts = FORMATS.map((format) => FORMAT_FACTS[format]);
    expect(new Set(facts.map(({ label }) => label)).size).toBe(FORMATS.length);
    expect(new Set(facts.map(({ mediaType }) => mediaType)).size).toBe(FORMATS.length);
  });
});
