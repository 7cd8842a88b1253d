import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storesThatDiffer, withDuckDb } from '../../bench/peers/duckdb';
import { generateDataSet } from '../../src/cli/commands/generate';
import { ingest, report } from '../reference/run-pipeline';
import { sampleFiles } from '../support/sample';
import { tempFolder } from '../support/temp-folder';

const FILES = ['store_status.csv', 'menu_hours.csv', 'timezones.csv'] as const;
const HOLD_SECONDS = 7_200;
const MICROS_PER_HOUR = 3_600_000_000;
const root = tempFolder();

/** Holds the inputs and the figures of both programs. */
function folderFor(name: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'loopwatch'), { recursive: true });
  return folder;
}

function write(folder: string, texts: readonly string[]): void {
  for (const [index, file] of FILES.entries()) writeFileSync(join(folder, file), texts[index] ?? '');
}

/** @returns the number of compared stores, and those that differ */
async function compare(folder: string): Promise<{ stores: number; differ: readonly string[] }> {
  const [polls = '', hours = '', timezones = ''] = FILES.map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  );
  const loopwatch = join(folder, 'loopwatch');
  const ingested = await ingest(loopwatch, { polls: [polls], hours: [hours], timezones: [timezones] });
  const asOfMicros = Math.max(...ingested.files.flatMap(({ span }) => (span ? [span.toMicros] : [])));
  const { figures } = await report(ingested, {
    asOfMicros,
    method: 'interpolate',
    holdSeconds: HOLD_SECONDS,
  });
  await withDuckDb({ source: folder, work: folder }, (run) =>
    run('read-csv', 'write-polls', 'write-hours-and-timezones'),
  );
  await withDuckDb({ source: folder, work: folder }, (run) =>
    run('read-parquet', 'business-hours', 'figures', 'write-figures'),
  );
  const differ = await storesThatDiffer(join(loopwatch, 'figures.parquet'), join(folder, 'figures.parquet'));
  return { stores: figures.length, differ };
}

it('the SQL of the DuckDB peer has the same figures for the sample', async () => {
  const folder = folderFor('sample');
  const files = sampleFiles();
  write(
    folder,
    FILES.map((file) => files[file] ?? ''),
  );
  expect(await compare(folder)).toEqual({ stores: 50, differ: [] });
});

it.each([
  ['spring', '2023-03-13T12:00:00Z'],
  ['autumn', '2023-11-06T18:00:00Z'],
])(
  'the SQL of the DuckDB peer has the same figures for a generated week with a clock change: %s',
  async (season, end) => {
    const folder = folderFor(season);
    await generateDataSet({ stores: 150, days: 8, seed: 7, end, out: folder });
    expect(await compare(folder)).toEqual({ stores: 150, differ: [] });
  },
);

const HOURS = [
  [['00:00', '23:59:59']],
  [
    ['01:30', '02:15'],
    ['02:15', '03:10'],
  ],
  [['02:10', '02:40']],
  [['22:00', '01:30']],
  [['23:30', '00:30']],
  [['09:00', '09:00']],
  [],
];

it.each([
  ['2023-03-12', ['America/New_York', 'America/Havana']],
  ['2023-11-05', ['America/New_York', 'America/Havana']],
  ['2023-03-26', ['Asia/Beirut', 'Europe/Dublin', 'Atlantic/Azores']],
  ['2023-10-29', ['Asia/Beirut', 'Europe/Dublin', 'Atlantic/Azores']],
  ['2023-04-02', ['Australia/Lord_Howe', null]],
  ['2023-10-01', ['Australia/Lord_Howe', null]],
])(
  'the SQL of the DuckDB peer has the same figures for openings and closings at a clock change: %s',
  async (date, zones) => {
    const folder = folderFor(date);
    const stores = zones.flatMap((zone) => HOURS.map((spans) => ({ zone, spans })));
    const endMicros = Date.parse(date) * 1_000 + 60 * MICROS_PER_HOUR;
    const polls = stores.flatMap((_, store) => pollLines(`store-${store}`, store, endMicros));
    const hours = stores.flatMap(({ spans }, store) =>
      spans.flatMap(([start, end]) => [5, 6, 0].map((day) => `store-${store},${day},${start},${end}`)),
    );
    const timezones = stores.flatMap(({ zone }, store) => (zone === null ? [] : [`store-${store},${zone}`]));
    write(folder, [
      ['store_id,status,timestamp_utc', ...polls, ''].join('\n'),
      ['store_id,day,start_time_local,end_time_local', ...hours, ''].join('\n'),
      ['store_id,timezone_str', ...timezones, ''].join('\n'),
    ]);
    expect(await compare(folder)).toEqual({ stores: stores.length, differ: [] });
  },
);

/** Polls at uneven distances, some over twice the hold. A few instants occur twice with two statuses. */
function pollLines(storeId: string, seed: number, endMicros: number): string[] {
  const lines: string[] = [];
  let at = endMicros - seed * 1_234_567;
  for (let poll = 0; at > endMicros - 8 * 24 * MICROS_PER_HOUR; poll++) {
    const status = (poll * 7 + seed) % 3 === 0 ? 'inactive' : 'active';
    const seconds = new Date(Math.floor(at / 1_000)).toISOString().slice(0, 19).replace('T', ' ');
    const text = `${seconds}.${String(at % 1_000_000).padStart(6, '0')} UTC`;
    lines.push(`${storeId},${status},${text}`);
    if (poll % 11 === 3) lines.push(`${storeId},inactive,${text}`);
    at -= poll % 13 === 5 ? 5 * MICROS_PER_HOUR + 1 : 1_801_000_001 + (poll % 5) * 600_000_000;
  }
  return lines;
}
