import pl from 'nodejs-polars';
import { machineLine } from './machine-line';

const ROUNDS = 1_000;
const frame = pl.DataFrame({ a: [1, 2, 3] });

/** Prints how long it takes to make an expression and a column, and to filter with them: docs/decisions/0028. */
function main(): void {
  process.stdout.write(`${machineLine()}\n`);
  const subjects = {
    'one expression': () => pl.col('a'),
    'one column': () => frame.getColumn('a'),
    'a filter with one comparison': () => frame.filter(pl.col('a').gt(1)),
  };
  for (const [what, make] of Object.entries(subjects))
    process.stdout.write(`${what.padEnd(30)} ${microsOf(make).toFixed(0)} µs\n`);
}

/** The mean time of one call, after V8 has seen a quarter of the calls. */
function microsOf(call: () => unknown): number {
  for (let round = 0; round < ROUNDS / 4; round++) call();
  const started = process.hrtime.bigint();
  for (let round = 0; round < ROUNDS; round++) call();
  return Number(process.hrtime.bigint() - started) / 1_000 / ROUNDS;
}

main();
