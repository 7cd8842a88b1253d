import type { FileOutcome } from '../../contract/inputs';
import { readQuarantineLines } from '../../storage/blobs/quarantine-lines';
import type { IngestionCursor, QuarantinedFile } from '../../storage/catalogue/ingestion-catalogue';
import { type QuarantineState, quarantineJudge } from '../../storage/catalogue/quarantine-state';
import type { ApiPorts } from '../ports';

const FILES_AT_ONCE = 50;

export interface QuarantineFilter {
  /** null: every ingestion. */
  readonly ingestionId: string | null;
  /** null: every reason. */
  readonly reason: string | null;
  /** null: open rows and mended ones. */
  readonly state: QuarantineState | null;
}

/** The end of a row, where the next row starts. */
export interface QuarantinePlace {
  readonly ingestionId: string;
  readonly sourceId: string;
  readonly fileId: string;
  readonly endByte: number;
}

export interface QuarantineRow {
  readonly ingestionId: string;
  readonly source: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  readonly state: QuarantineState;
  readonly place: QuarantinePlace;
}

type RowPorts = Pick<ApiPorts, 'catalogue' | 'blobs'>;

/**
 * Reads the quarantined rows, those of the newest ingestion first, then by source, file and line.
 * @throws LoopwatchError INVALID_INPUT where the place does not exist; STORAGE_DAMAGED where a file is missing
 */
export async function* quarantineRows(
  ports: RowPorts,
  filter: QuarantineFilter,
  after: { readonly file: QuarantinedFile; readonly endByte: number } | null,
): AsyncGenerator<QuarantineRow> {
  if (after) {
    const state = await (await quarantineJudge(ports.catalogue))(after.file);
    if (filter.state === null || filter.state === state)
      yield* rowsOf(ports, filter, { ...after.file, state }, after.endByte);
  }
  for await (const file of quarantinedFiles(ports, filter, after?.file ?? null))
    yield* rowsOf(ports, filter, file, 0);
}

/** @throws LoopwatchError STORAGE_DAMAGED where a file of the rows is missing */
export async function requireQuarantineFiles(ports: RowPorts, filter: QuarantineFilter): Promise<void> {
  for await (const { quarantineKey } of quarantinedFiles(ports, filter, null))
    await ports.blobs.localPath(quarantineKey);
}

/** The file of a place. @returns null where the file has no quarantined rows */
export async function fileOfPlace(
  { catalogue }: RowPorts,
  { ingestionId, sourceId, fileId }: QuarantinePlace,
): Promise<QuarantinedFile | null> {
  const ingestion = await catalogue.ingestions.get(ingestionId);
  const outcome = await catalogue.ingestions.outcome(ingestionId, sourceId, fileId);
  return ingestion && outcome ? toFile(ingestion, outcome) : null;
}

function toFile(ingestion: IngestionCursor, outcome: FileOutcome): QuarantinedFile | null {
  const { quarantineKey } = outcome;
  return quarantineKey === null ? null : { ingestion, quarantineKey, outcome };
}

type JudgedFile = QuarantinedFile & { readonly state: QuarantineState };

async function* quarantinedFiles(
  { catalogue }: RowPorts,
  { ingestionId, reason, state: wanted }: QuarantineFilter,
  from: QuarantinedFile | null,
): AsyncGenerator<JudgedFile> {
  const judge = await quarantineJudge(catalogue);
  let last = from;
  for (;;) {
    const after = last && { ingestion: last.ingestion, ...fileIds(last.outcome) };
    const files = await catalogue.ingestions.quarantined({ ingestionId, after, limit: FILES_AT_ONCE });
    for (const file of files) {
      if (reason !== null && !Object.hasOwn(file.outcome.reasons, reason)) continue;
      const state = await judge(file);
      if (wanted === null || wanted === state) yield { ...file, state };
    }
    last = files.at(-1) ?? null;
    if (!last) return;
  }
}

function fileIds({ sourceId, fileId }: FileOutcome) {
  return { sourceId, fileId };
}

async function* rowsOf(
  { blobs }: RowPorts,
  filter: QuarantineFilter,
  { ingestion, quarantineKey, outcome, state }: JudgedFile,
  fromByte: number,
): AsyncGenerator<QuarantineRow> {
  const path = await blobs.localPath(quarantineKey);
  for await (const { line, reason, raw, endByte } of readQuarantineLines(path, fromByte)) {
    if (filter.reason !== null && reason !== filter.reason) continue;
    const place = { ingestionId: ingestion.id, ...fileIds(outcome), endByte };
    yield {
      ingestionId: ingestion.id,
      source: outcome.sourceId,
      file: outcome.name,
      line,
      reason,
      raw,
      state,
      place,
    };
  }
}
