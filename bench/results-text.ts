import { machineLine } from './machine-line';
import { type Measured, middleOf } from './measured';
import { ratioRows } from './ratios';

export interface Participant {
  readonly name: 'loopwatch' | 'duckdb' | 'pandas' | 'swifter';
  /** Empty: not run. */
  readonly runs: readonly Measured[];
}

const TITLES: Readonly<Record<Participant['name'], string>> = {
  loopwatch: 'Loopwatch',
  duckdb: 'DuckDB, in SQL: the same figures to the microsecond, checked in every run',
  pandas: 'pandas, by columns: the same figures, checked in every run',
  swifter:
    'pandas and swifter, store by store: a coarser method (each poll is an hour), so its figures differ; one run',
};

/** The text of RESULTS.md. */
export function toMarkdown(size: string, participants: readonly Participant[]): string {
  const runs = participants.find(({ name }) => name === 'loopwatch')?.runs.length ?? 0;
  return [
    '# Benchmark results',
    '',
    `\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}: ${size}; ${runs} runs, each in a new process with an empty state. The participants take turns.`,
    machineLine(),
    'Times are in seconds, unless the name says otherwise. Machines differ: compare ratios of one run, not figures of two machines.',
    '',
    '## Ratios of the medians',
    '',
    '| Loopwatch | compared with | ratio |',
    '|---|---|---|',
    ...ratioRows((name, what) => median(participants, name, what)),
    ...participants.flatMap(section),
    '',
  ].join('\n');
}

function section({ name, runs }: Participant): string[] {
  const head = ['', `## ${TITLES[name]}`, ''];
  if (runs.length === 0) return [...head, 'Not run: no Python with pandas and swifter was found.'];
  const rows = Object.keys(runs[0] ?? {}).map((what) => {
    const values = sortedValues(runs, what);
    const cells = [middleOf(values), values[0], values.at(-1)];
    return `| ${what} | ${cells.map((value) => (value ?? 0).toFixed(2)).join(' | ')} |`;
  });
  return [...head, '| what | median | min | max |', '|---|---|---|---|', ...rows];
}

function median(participants: readonly Participant[], name: string, what: string): number | null {
  const runs = participants.find((each) => each.name === name)?.runs ?? [];
  return runs.length === 0 ? null : (middleOf(sortedValues(runs, what)) ?? null);
}

function sortedValues(runs: readonly Measured[], what: string): number[] {
  return runs.flatMap((run) => run[what] ?? []).sort((a, b) => a - b);
}
