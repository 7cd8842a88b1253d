import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_BUCKETS } from '../../src/contract/buckets';
import { PLAIN_DIALECT } from '../../src/contract/file-reading';
import type { Method } from '../../src/contract/methods';
import type { StoreFigures, WeekHeat } from '../../src/contract/report';
import { windowOf } from '../../src/domain/time/windows';
import { type ParsedFile, parseFile } from '../../src/frames/files/parse-file';
import { makeVersion } from '../../src/frames/log/make-version';
import { mergePolls } from '../../src/frames/log/merge-polls';
import { mergeStores } from '../../src/frames/log/merge-stores';
import type { SegmentFile } from '../../src/frames/log/read-log';
import { aggregate } from '../../src/frames/report/aggregate';
import { readFigures } from '../../src/frames/report/figures-file';
import { filterPolls } from '../../src/frames/report/filter';
import { loadPolls } from '../../src/frames/report/load-polls';
import { localize } from '../../src/frames/report/localize';

export interface InputFiles {
  /** The contents of the poll files, in ingestion order. */
  readonly polls: readonly string[];
  readonly hours: readonly string[];
  readonly timezones: readonly string[];
  /** Files that made the version in use before; the next version keeps rows of it. */
  readonly before?: Readonly<Record<'hours' | 'timezones', string>>;
}

export interface Ingested {
  readonly folder: string;
  readonly segments: readonly SegmentFile[];
  readonly storesPath: string;
  readonly hoursPath: string | null;
  readonly timezonesPath: string | null;
  readonly files: readonly ParsedFile[];
  /** New polls of each poll file. */
  readonly accepted: readonly number[];
}

export interface Question {
  readonly asOfMicros: number;
  readonly method: Method;
  readonly holdSeconds: number;
}

const FAR_FUTURE_MICROS = 4_102_444_800_000_000;

/** Parses and merges files in a folder, one after the other, as an ingestion does. */
export async function ingest(folder: string, input: InputFiles, partRows = 1_000_000): Promise<Ingested> {
  const files: ParsedFile[] = [];
  const path = (name: string) => join(folder, name);
  async function parse(kind: string, text: string, index: number): Promise<string[]> {
    const [file, rowsPath] = [path(`${kind}-${index}.csv`), path(`${kind}-${index}.parquet`)];
    writeFileSync(file, text);
    const parsed = await parseFile({
      path: file,
      nowMicros: FAR_FUTURE_MICROS,
      dialect: PLAIN_DIALECT,
      resumeFrom: null,
      readsOpenLine: true,
      rowsPath,
      partRows,
      quarantinePath: path(`${kind}-${index}.jsonl`),
    });
    files.push(parsed);
    return parsed.parts.map((part) => part.path);
  }
  async function version(kind: 'hours' | 'timezones', texts: readonly string[]): Promise<string | null> {
    const parts: { name: string; rowsPath: string }[] = [];
    for (const [index, text] of texts.entries())
      for (const rowsPath of await parse(kind, text, index))
        parts.push({ name: `${kind}-${index}`, rowsPath });
    if (parts.length === 0) return null;
    const hasUnknownStores = files.some((file) => file.kind === kind && file.rowsOfUnknownStores > 0);
    const outPath = path(`${kind}.parquet`);
    makeVersion({ kind, files: parts, inUse: await versionBefore(kind), hasUnknownStores, outPath });
    return outPath;
  }
  async function versionBefore(kind: 'hours' | 'timezones') {
    if (!input.before) return null;
    const [rowsPath] = await parse(`${kind}-before`, input.before[kind], 0);
    if (rowsPath === undefined) return null;
    const outPath = path(`${kind}-before.parquet`);
    makeVersion({
      kind,
      files: [{ name: 'before', rowsPath }],
      inUse: null,
      hasUnknownStores: false,
      outPath,
    });
    return { version: 1, path: outPath };
  }
  return {
    folder,
    ...(await ingestPolls(input.polls, path, parse)),
    hoursPath: await version('hours', input.hours),
    timezonesPath: await version('timezones', input.timezones),
    files,
  };
}

export interface Reported {
  readonly figures: readonly StoreFigures[];
  readonly heat: WeekHeat | null;
}

/** Runs all stages of a report in order over the ingested files. */
export async function report(
  ingested: Ingested,
  { asOfMicros, method, holdSeconds }: Question,
): Promise<Reported> {
  const path = (name: string) => join(ingested.folder, `${name}.parquet`);
  const [storesPath, intervalsPath, zonesPath] = [path('stores'), path('intervals'), path('zones')];
  const span = windowOf('week', asOfMicros);
  await loadPolls({
    segments: ingested.segments.map((segment) => ({ ...segment, buckets: ALL_BUCKETS })),
    storesPath: ingested.storesPath,
    span,
    buckets: ALL_BUCKETS,
    storeIds: null,
    outStoresPath: storesPath,
    outPollsPath: path('polls'),
  });
  const { hoursPath, timezonesPath } = ingested;
  localize({
    storesPath,
    hoursPath,
    timezonesPath,
    span,
    outIntervalsPath: intervalsPath,
    outZonesPath: zonesPath,
  });
  filterPolls({ pollsPath: path('polls'), intervalsPath, zonesPath, outPath: path('kept') });
  const outPath = path('figures');
  const keptPath = path('kept');
  const stages = { storesPath, zonesPath, intervalsPath, keptPath };
  const { heat } = aggregate({ ...stages, asOfMicros, method, holdSeconds, outPath });
  return { figures: readFigures(outPath), heat };
}

async function ingestPolls(
  texts: readonly string[],
  path: (name: string) => string,
  parse: (kind: string, text: string, index: number) => Promise<string[]>,
): Promise<Pick<Ingested, 'segments' | 'storesPath' | 'accepted'>> {
  const segments: SegmentFile[] = [];
  const accepted: number[] = [];
  let storesPath: string | null = null;
  for (const [index, text] of texts.entries()) {
    const newStoresPath = path(`stores-${index}.parquet`);
    const rowsPaths = await parse('polls', text, index);
    const added = rowsPaths.map((rowsPath, part) => {
      const newSegmentPath = path(`segment-${index}-${part}.parquet`);
      return {
        newSegmentPath,
        ...mergePolls({ rowsPath, segments: [...segments], laterPaths: [], newSegmentPath }),
      };
    });
    await mergeStores({ rowsPaths, storesPath, newStoresPath });
    segments.push(...added.map(({ newSegmentPath, corrections }) => ({ path: newSegmentPath, corrections })));
    accepted.push(added.reduce((sum, part) => sum + part.accepted, 0));
    storesPath = newStoresPath;
  }
  if (storesPath === null) throw new Error('a log needs a file of polls');
  return { segments, storesPath, accepted };
}
