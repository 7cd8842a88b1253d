import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { troublesOf } from '../../domain/health/find-troubles';
import { ingestionOutcome } from '../../domain/health/ingestion-outcome';
import { type DataFacts, type DataHealth, type DatedFile, judgeData } from '../../domain/health/judge-data';
import { describeHeld } from '../../domain/wording/describe-version';
import type { Catalogue } from './catalogue';
import type { SourceFileState } from './file-catalogue';
import type { Ingestion } from './ingestion-catalogue';
import type { LogVersion } from './log-catalogue';
import { whyNoPolls } from './no-polls';
import { toFacts } from './read-standing';
import { presentFiles } from './source-catalogue';

type Readable = Pick<Catalogue, 'files' | 'sources' | 'inputs' | 'log' | 'ingestions'>;

/** What the catalogue says of the data now. */
export interface DataRecords {
  readonly latest: LogVersion | null;
  /** When the log last got a new poll; null: never. */
  readonly lastNewMicros: number | null;
  /** The ingestion that ended last. */
  readonly last: Ingestion | null;
  readonly files: readonly SourceFileState[];
}

export async function readDataRecords(catalogue: Readable): Promise<DataRecords> {
  const latest = await catalogue.log.latest();
  const growth = await catalogue.log.lastGrowth();
  const last = await catalogue.ingestions.lastFinished();
  const files = await presentFiles(catalogue);
  return { latest, lastNewMicros: growth?.committedMicros ?? null, last, files };
}

/** How fresh and how whole the data is, by source and by input. */
export async function readDataHealth(
  catalogue: Readable,
  { latest, lastNewMicros, last, files }: DataRecords,
  nowMicros: number,
): Promise<DataHealth> {
  const newestPollMicros = latest?.newestMicros ?? null;
  return judgeData({
    nowMicros,
    newestPollMicros,
    lastNewMicros,
    lastIngestion: last && endOf(last),
    whyNone: newestPollMicros === null && last !== null ? (await whyNoPolls(catalogue)).message : null,
    sources: await catalogue.sources.all(),
    files: files.map(toDated),
    held: await readHeld(catalogue),
    ...outcomeOf(last),
  });
}

function endOf({ state, startedMicros, finishedMicros, message }: Ingestion) {
  return { state, message, finishedMicros: finishedMicros ?? startedMicros };
}

function outcomeOf(last: Ingestion | null): Pick<DataFacts, 'lastOutcome' | 'troubles'> {
  if (!last) return { lastOutcome: null, troubles: [] };
  const troubles = last.summary ? troublesOf(last.summary) : [];
  return { lastOutcome: ingestionOutcome(last.state, troubles), troubles };
}

async function readHeld({ inputs }: Pick<Catalogue, 'inputs'>): Promise<DataFacts['held']> {
  const newest = await Promise.all(VERSIONED_KINDS.map((kind) => inputs.newest(kind)));
  const held = newest.filter((version) => version?.state === 'held');
  return Object.fromEntries(
    held.flatMap((version) => (version ? [[version.kind, describeHeld(version.kind, version.reason)]] : [])),
  );
}

function toDated(file: SourceFileState): DatedFile {
  const { kind, state, reading, updatedMicros } = file;
  const changedMicros = state === 'rejected' ? updatedMicros : (reading?.changedMicros ?? updatedMicros);
  return { ...toFacts(file), kind, changedMicros, newestPollMicros: reading?.newestMicros ?? null };
}
