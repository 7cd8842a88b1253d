import type { FileCatalogue, SourceFileState } from './file-catalogue';

/** A source of the settings, and how its last listing went. */
export interface SourceState {
  readonly sourceId: string;
  /** The sample that ships with Loopwatch. */
  readonly isSample: boolean;
  /** The last listing that succeeded; null: none has. */
  readonly listedMicros: number | null;
  /** Where the last listing failed: when, and why. */
  readonly failure: { readonly atMicros: number; readonly message: string } | null;
}

export interface SourceCatalogue {
  /** In the order of the settings; none before the first ingestion of a release that records them. */
  all(): Promise<readonly SourceState[]>;
  /** Records the sources of the settings, and forgets others. */
  configure(sources: readonly Pick<SourceState, 'sourceId' | 'isSample'>[]): Promise<void>;
  noteListed(sourceId: string, atMicros: number): Promise<void>;
  noteFailed(sourceId: string, failure: NonNullable<SourceState['failure']>): Promise<void>;
}

/** The files that the sources of the settings list now, as they were last read. */
export async function presentFiles({
  files,
  sources,
}: {
  readonly files: Pick<FileCatalogue, 'all'>;
  readonly sources: Pick<SourceCatalogue, 'all'>;
}): Promise<readonly SourceFileState[]> {
  const known = new Set((await sources.all()).map(({ sourceId }) => sourceId));
  return (await files.all()).filter(
    ({ state, sourceId }) => state !== 'gone' && (known.size === 0 || known.has(sourceId)),
  );
}
