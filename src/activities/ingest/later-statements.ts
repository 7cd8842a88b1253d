import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Delivery } from '../../contract/file-reading';
import type { Span } from '../../contract/report';
import { lazy } from '../../domain/lazy';
import { compareFiles, type OrderedFile } from '../../domain/log/file-order';
import { hullOfSpans } from '../../domain/time/hull-of-spans';
import type { NewFileState } from '../../storage/catalogue/file-catalogue';
import { CommitLog } from '../../storage/commits/commit-log';
import type { CommitBody } from '../../storage/commits/commit-schemas';
import { type FindDelivery, openIfKept } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';

/** What later files have said: where two files give a poll with different statuses, the later file holds. */
export interface LaterStatements {
  /** Parquet files with all polls that later files have given in the span; read once. */
  paths(span: Span): Promise<readonly string[]>;
  /** Names of later files whose polls were asked for, and are not kept. */
  unknown(): readonly string[];
  remove(): Promise<void>;
}

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;

interface Question {
  readonly file: OrderedFile;
  /** In the order of the settings. */
  readonly sourceIds: readonly string[];
  /** Only commits before this one count; null: all. */
  readonly before: number | null;
}

/** Reads nothing before it is asked: files rarely disagree. */
export function laterStatements(ports: Ports, question: Question): LaterStatements {
  let isRead = false;
  const read = lazy(() => {
    isRead = true;
    return readStatements(ports, question);
  });
  const unknown = new Set<string>();
  return {
    async paths(span) {
      const { statements } = await read();
      const asked = statements.filter((each) => overlap(each.span, span));
      const found: string[] = [];
      for (const { name, rowsPaths } of asked) {
        const rows = await rowsPaths();
        if (rows === null) unknown.add(name);
        else found.push(...rows);
      }
      return found;
    },
    unknown: () => [...unknown],
    async remove() {
      if (isRead) await rm((await read()).folder, { recursive: true, force: true });
    },
  };
}

interface Statement {
  readonly name: string;
  readonly span: Span;
  /** null: it is not kept. */
  readonly rowsPaths: () => Promise<readonly string[] | null>;
}

/** Of a file whose polls are not known. */
const ANY_TIME: Span = { fromMicros: Number.MIN_SAFE_INTEGER, toMicros: Number.MAX_SAFE_INTEGER };

interface Statements {
  readonly statements: readonly Statement[];
  readonly folder: string;
}

/** The last delivery of each growth of each later file: it holds those that it grew from. */
async function readStatements(ports: Ports, { file, sourceIds, before }: Question): Promise<Statements> {
  const folder = await ports.blobs.scratchPath(`incoming/later/${randomUUID()}`);
  const deliveries = new Map<string, NamedDelivery>();
  const lost = new Set<string>();
  for await (const { mark, body } of new CommitLog(ports.blobs).all('log')) {
    if (before !== null && mark.number >= before) break;
    for (const other of filesIn(body)) {
      if (compareFiles(sourceIds, other, file) <= 0) continue;
      const delivery = other.reading?.delivery;
      if (delivery) deliveries.set(delivery.sha256, { name: other.name, delivery });
      else lost.add(other.name);
    }
  }
  const bases = new Set([...deliveries.values()].map(({ delivery }) => delivery.base?.sha256));
  const find: FindDelivery = (sha256) => deliveries.get(sha256)?.delivery ?? null;
  const whole = [...deliveries.values()].filter(({ delivery }) => !bases.has(delivery.sha256));
  const kept = whole.flatMap(({ name, delivery }): Statement[] => {
    const span = spanOf(delivery, find);
    if (span === null) return [];
    return [{ name, span, rowsPaths: lazy(() => readDelivery(ports, delivery, find, folder)) }];
  });
  const unknown = [...lost].map((name) => ({ name, span: ANY_TIME, rowsPaths: async () => null }));
  return { folder, statements: [...kept, ...unknown] };
}

interface NamedDelivery {
  readonly name: string;
  readonly delivery: Delivery;
}

function filesIn(body: CommitBody): readonly NewFileState[] {
  if (body.type === 'append') return [body.file];
  return body.type === 'state' ? body.state.files : [];
}

/** The polls of a delivered file. @returns null where it cannot be opened any more */
async function readDelivery(
  { blobs, computing }: Ports,
  delivery: Delivery,
  find: FindDelivery,
  folder: string,
): Promise<readonly string[] | null> {
  await mkdir(folder, { recursive: true });
  const filePath = path.join(folder, delivery.sha256);
  if (!(await openIfKept(blobs, delivery, find, filePath))) return null;
  const { reading, sheet, isSeenAgain } = delivery;
  const parsed = await computing.run('parseFile', {
    path: filePath,
    nowMicros: reading.nowMicros,
    dialect: reading,
    resumeFrom: null,
    readsOpenLine: isSeenAgain,
    sheet,
    rowsPath: `${filePath}.rows`,
    partRows: reading.partRows,
    quarantinePath: `${filePath}.quarantine`,
  });
  return parsed.parts.map((part) => part.path);
}

/** From the first to the last poll of the delivery and of all that it grew from. null: it has none. */
function spanOf(delivery: Delivery, find: FindDelivery): Span | null {
  const spans: Span[] = [];
  for (let each: Delivery | null = delivery; each; each = each.base && find(each.base.sha256))
    if (each.span) spans.push(each.span);
  return hullOfSpans(spans);
}

function overlap(a: Span, b: Span): boolean {
  return a.fromMicros <= b.toMicros && b.fromMicros <= a.toMicros;
}
