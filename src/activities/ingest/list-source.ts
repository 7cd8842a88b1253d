import { cancellationSignal } from '@temporalio/activity';
import { describeError, LoopwatchError } from '../../contract/errors';
import type { ListedFiles, ListRequest } from '../../contract/ingest-payloads';
import type { PassedOverFile } from '../../contract/input-states';
import type { SourceFile } from '../../contract/inputs';
import { isDue } from '../../domain/log/ahead-of-clock';
import { MAX_NAME_BYTES } from '../../domain/log/input-limits';
import { passedOverOf } from '../../domain/log/passed-over';
import { visibleText } from '../../domain/text/visible-text';
import type { Listing, PollSource } from '../../sources/source';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import type { ActivityPorts } from '../ports';
import { withReading } from './reading';

/** Keeps each history small: the next run of the same ingestion takes the rest. */
const BATCH_FILES = 100;

/** Lists a source. @returns the files that are new or may have changed, and have no outcome in this ingestion yet. */
export function createListSource(ports: ActivityPorts, batchFiles = BATCH_FILES) {
  const { catalogue, clock, dialectOf } = ports;
  return async ({ ingestion, sourceId }: ListRequest): Promise<ListedFiles> => {
    const source = findSource(ports.sources, sourceId);
    const { files: listed, passedOver } = await listNow(ports, source);
    const files = listed.map((file) => ({
      ...file,
      fingerprint: withReading(file.fingerprint, dialectOf(sourceId)),
    }));
    const states = (await catalogue.files.all()).filter((state) => state.sourceId === sourceId);
    // What waited for the clock, or to be seen unchanged, is new again.
    const known = new Map(
      states.flatMap((state) => (isPending(state, clock()) ? [] : [[state.fileId, state.fingerprint]])),
    );
    const outcomes = await catalogue.ingestions.outcomes(ingestion.ingestionId);
    const done = new Set(
      outcomes.flatMap((outcome) => (outcome.sourceId === sourceId ? [outcome.fileId] : [])),
    );
    const changed = files.filter(
      (file) => known.get(file.fileId) !== file.fingerprint && !done.has(file.fileId),
    );
    const batch = await chooseBatch(source, changed, batchFiles);
    const strangers = new Set(batch.strangers.map(({ file }) => file.fileId));
    const inputs = files.filter(({ fileId }) => !strangers.has(fileId));
    await catalogue.files.markGone(
      sourceId,
      inputs.map(({ fileId }) => fileId),
    );
    return {
      listed: inputs.length,
      changed: batch.chosen,
      more: batch.more,
      passedOver: passedOverOf([
        ...passedOver.filter(({ isUsual }) => !isUsual),
        ...batch.strangers.map(({ stranger }) => stranger),
      ]),
    };
  };
}

function isPending({ reading }: SourceFileState, nowMicros: number): boolean {
  return reading?.hasOpenLine === true || isDue(reading, nowMicros);
}

/** The first files that are inputs, as far as the source can tell. */
async function chooseBatch(source: PollSource, changed: readonly SourceFile[], batchFiles: number) {
  const chosen: SourceFile[] = [];
  const strangers: { readonly file: SourceFile; readonly stranger: PassedOverFile }[] = [];
  for (const file of changed) {
    if (chosen.length === batchFiles) return { chosen, strangers, more: true };
    const stranger = (await source.findStranger?.(file, cancellationSignal())) ?? null;
    if (stranger) strangers.push({ file, stranger });
    else chosen.push(file);
  }
  return { chosen, strangers, more: false };
}

/** Lists the source, and records how that went. */
async function listNow({ catalogue, clock }: ActivityPorts, source: PollSource): Promise<Listing> {
  try {
    const listing = withoutLongNames(await source.list(cancellationSignal()));
    await catalogue.sources.noteListed(source.id, clock());
    return listing;
  } catch (error) {
    await catalogue.sources.noteFailed(source.id, { atMicros: clock(), message: describeError(error) });
    throw error;
  }
}

/** Names stand in messages, keys and the summaries of steps. Those of Drive and of sheets can have any length. */
function withoutLongNames({ files, passedOver }: Listing): Listing {
  const isLong = ({ name }: { readonly name: string }) => Buffer.byteLength(name) > MAX_NAME_BYTES;
  const long = files.filter(isLong).map(({ name }) => ({
    name,
    reason: `its name has ${Buffer.byteLength(name)} bytes: at most ${MAX_NAME_BYTES} are read. Give it a shorter one.`,
    mayBeInput: true,
    isUsual: false,
  }));
  if (long.length === 0 && !passedOver.some(isLong)) return { files, passedOver };
  return {
    files: files.filter((file) => !isLong(file)),
    passedOver: [...passedOver, ...long].map((file) => ({ ...file, name: visibleText(file.name) })),
  };
}

export function findSource(sources: readonly PollSource[], sourceId: string): PollSource {
  const source = sources.find((candidate) => candidate.id === sourceId);
  if (source) return source;
  throw new LoopwatchError(
    'SETUP',
    `The source ${sourceId} is not among this worker's settings`,
    'Start every worker with the same sources.',
  );
}
