import { byFormat, FORMAT_FACTS, FORMATS } from '../../src/contract/formats';

/** The type checker finds a missing format. These tests find a repeated value and a wrong order. */
describe('the tables of formats', () => {
  it('give each format its own value, in the order of the links', () => {
    expect(Object.entries(byFormat((format) => format))).toEqual(FORMATS.map((format) => [format, format]));
  });

  it('give each format a different label and media type', () => {
    const facts = FORMATS.map((format) => FORMAT_FACTS[format]);
    expect(new Set(facts.map(({ label }) => label)).size).toBe(FORMATS.length);
    expect(new Set(facts.map(({ mediaType }) => mediaType)).size).toBe(FORMATS.length);
  });
});
