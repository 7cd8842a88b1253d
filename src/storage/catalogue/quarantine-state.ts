import type { Catalogue } from './catalogue';
import type { IngestionCursor, QuarantinedFile } from './ingestion-catalogue';
import { presentFiles } from './source-catalogue';

/** `open`: the row is in a file as it was last read. `mended`: the file was read anew since, or is gone. */
export const QUARANTINE_STATES = ['open', 'mended'] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

/** Tells of quarantined rows whether they are open: all rows of one file and one ingestion are alike. */
export async function quarantineJudge({
  ingestions,
  ...catalogue
}: Pick<Catalogue, 'files' | 'sources' | 'ingestions'>): Promise<
  (file: Pick<QuarantinedFile, 'ingestion' | 'outcome'>) => Promise<QuarantineState>
> {
  const present = new Map((await presentFiles(catalogue)).map((file) => [keyOf(file), file]));
  const started = new Map<string, IngestionCursor | null>();

  async function startOf(id: string): Promise<IngestionCursor | null> {
    if (!started.has(id)) started.set(id, await ingestions.get(id));
    return started.get(id) ?? null;
  }

  return async ({ ingestion, outcome }) => {
    const file = present.get(keyOf(outcome));
    if (!file || file.quarantined === 0) return 'mended';
    const firstId = file.reading?.firstIngestionId;
    const first = firstId === undefined ? null : await startOf(firstId);
    return first === null || !isBefore(ingestion, first) ? 'open' : 'mended';
  };
}

function isBefore(one: IngestionCursor, other: IngestionCursor): boolean {
  if (one.startedMicros !== other.startedMicros) return one.startedMicros < other.startedMicros;
  return one.id < other.id;
}

function keyOf({ sourceId, fileId }: { readonly sourceId: string; readonly fileId: string }): string {
  return `${sourceId}\n${fileId}`;
}
