/** The median of a participant's measurement; null: it was not run. */
type MedianOf = (name: string, what: string) => number | null;

type Side = readonly [name: string, what: string];

/** Each of our measurements with the peer that does the same work. */
const PAIRS: readonly (readonly [ours: string, peer: Side])[] = [
  ['report: load → aggregate', ['duckdb', 'from Parquet to figures in Parquet']],
  ['ingestion: the three files, first', ['duckdb', 'read the three files, write sorted Parquet']],
  [
    'ingestion: the polls alone, from fetch to append',
    ['duckdb', 'read the polls, write sorted Parquet, without repeated polls'],
  ],
  [
    'ingestion: the polls alone, from fetch to append',
    ['duckdb', 'read the polls, write sorted Parquet, with repeated polls'],
  ],
  ['CSV in → CSV out', ['duckdb', 'CSV in → CSV out']],
  ['CSV in → CSV out', ['pandas', 'CSV in → CSV out']],
  ['CSV in → CSV out', ['swifter', 'CSV in → figures']],
];

export function ratioRows(medianOf: MedianOf): string[] {
  return PAIRS.map(([ours, [name, what]]) => {
    const [mine, peers] = [medianOf('loopwatch', ours), medianOf(name, what)];
    const ratio = mine === null || peers === null ? 'not run' : (mine / peers).toFixed(2);
    return `| ${ours} | ${name}: ${what} | ${ratio} |`;
  });
}
