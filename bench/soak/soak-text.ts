import type { RetentionPolicy } from '../../src/contract/maintenance';
import { machineLine } from '../machine-line';
import type { Sample } from './sample';

/** Grows with what happened, for good: the history. */
const DATA_FOLDERS = ['commits', 'records'];
const DATA_TABLES = [
  'log_versions',
  'input_versions',
  'source_files',
  'ingestions',
  'outcomes',
  'maintenances',
  'removed_reports',
];

/** The text of SOAK.md. */
export function soakText(samples: readonly Sample[], retention: RetentionPolicy): string {
  const chosen = samples.filter(
    ({ day }, index) => day === 1 || day % 5 === 0 || index === samples.length - 1,
  );
  return [
    '# A soak',
    '',
    `\`npm run soak\`, ${new Date().toISOString().slice(0, 10)}. ${machineLine()}`,
    'A worker lives through simulated days, hour by hour: 50 stores are polled, the file of the day grows, one ingestion takes',
    'what is new, every second hour there is a report (every twelfth with a PDF), and each night the maintenance runs. Files of',
    'three days lie in the source. The activities, threads and reading processes are those of a worker; the clock is',
    'simulated, and there is no Temporal server. The sample of a day is taken at its end, after a garbage collection.',
    '',
    `Kept: polls ${retention.pollsDays} days, reports ${retention.reportsDays}, quarantined rows ${retention.quarantineDays}, ingested files ${retention.deliveriesDays}; the trash a week.`,
    '',
    '## The process',
    '',
    ...table(chosen, ['resident memory, MB', 'heap, MB', 'open handles', 'threads'], ({ process }) => [
      megabytes(process.rss),
      megabytes(process.heap),
      process.handles,
      process.threads,
    ]),
    '![What the worker process holds](plots/soak-process.svg)',
    '',
    ...storedSection(chosen),
  ].join('\n');
}

function storedSection(samples: readonly Sample[]): readonly string[] {
  const folders = [...new Set(samples.flatMap((sample) => Object.keys(sample.folders)))].sort();
  const tables = [...new Set(samples.flatMap((sample) => Object.keys(sample.rows)))].sort();
  const isData = (name: string) => DATA_FOLDERS.includes(name) || DATA_TABLES.includes(name);
  const heldBy = (sample: Sample, name: string) => {
    const { files, folders: within, bytes } = sample.folders[name] ?? { files: 0, folders: 0, bytes: 0 };
    return `${files} / ${within} / ${kilobytes(bytes)}`;
  };
  const rowsIn = (sample: Sample, name: string) => String(sample.rows[name] ?? 0);
  return [
    '## The stored files',
    '',
    'Files / folders / kB by folder of the blobs. *History* grows with what happened, for good; all else must stay level.',
    '',
    ...byName(samples, folders, isData, heldBy),
    '![What is stored](plots/soak-stored.svg)',
    '',
    '## The catalogue',
    '',
    'Rows by table.',
    '',
    ...byName(samples, tables, isData, rowsIn),
    `The file of the catalogue has ${kilobytes(samples.at(-1)?.catalogueBytes ?? 0)} kB at the end.`,
    '',
  ];
}

function byName(
  samples: readonly Sample[],
  names: readonly string[],
  isData: (name: string) => boolean,
  cell: (sample: Sample, name: string) => string,
): readonly string[] {
  return [
    row(['', '', ...samples.map(({ day }) => `day ${day}`)]),
    row(['---', '---', ...samples.map(() => '---')]),
    ...names.map((name) =>
      row([name, isData(name) ? 'history' : '', ...samples.map((sample) => cell(sample, name))]),
    ),
    '',
  ];
}

function table(
  samples: readonly Sample[],
  heads: readonly string[],
  cells: (sample: Sample) => readonly (string | number)[],
): readonly string[] {
  return [
    row(['day', ...heads]),
    row(['---', ...heads.map(() => '---')]),
    ...samples.map((sample) => row([sample.day, ...cells(sample)])),
    '',
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1e3).toFixed(0);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
