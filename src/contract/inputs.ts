import type { BucketRange } from './buckets';
import type { Span } from './report';

/** Types of what comes in: source files, their readings and what became of them. */
export const INPUT_KINDS = ['polls', 'hours', 'timezones'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];
/** Those that have versions, each taking the place of the one before. */
export type VersionedKind = Exclude<InputKind, 'polls'>;

/** A file as its source lists it. `fingerprint` changes whenever the content may have changed. */
export interface SourceFile {
  readonly sourceId: string;
  /** Stable within its source. */
  readonly fileId: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly fingerprint: string;
}

/**
 * Where a file was left at its last reading. If its first `bytes` bytes still have that hash, it only grew, and the
 * next reading may start at the last line that was whole.
 */
export interface ReadMark {
  readonly bytes: number;
  readonly sha256: string;
  readonly resumeBytes: number;
  readonly resumeLines: number;
}

/** A file copied to the blobs. When it only grew, `resumeFrom` is where the new part starts. */
export interface FetchedFile {
  readonly file: SourceFile;
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly resumeFrom: { readonly bytes: number; readonly lines: number } | null;
  readonly unchanged: boolean;
}

/** Why rows were put aside, as short stable words, with their counts. */
export type QuarantineReasons = Readonly<Record<string, number>>;

/** Good polls of a file, each store's instant once: those of some stores, and of some weeks where the file spans many. */
export interface OutputPart {
  readonly rowsKey: string;
  readonly rows: number;
  readonly buckets: BucketRange;
  /** From the first to the last poll, both included. */
  readonly span: Span;
}

/** A file's good rows as Parquet, its bad rows as JSON lines, both in the blobs. */
export interface ValidatedFile {
  readonly fetched: FetchedFile;
  readonly kind: InputKind;
  /** null: `parts` has them. */
  readonly rowsKey: string | null;
  /** Of polls, those that have rows; not in histories of older versions, where `rowsKey` has all. */
  readonly parts?: readonly OutputPart[];
  readonly quarantineKey: string | null;
  readonly rowsIn: number;
  readonly rowsGood: number;
  /** Good rows said again within the same file. */
  readonly duplicatesInFile: number;
  readonly disagreementsInFile: number;
  readonly quarantined: number;
  readonly reasons: QuarantineReasons;
  /** From the first to the last poll, both included; null for other inputs, and where there is no poll. */
  readonly span: Span | null;
  readonly mark: ReadMark;
}

export type FileOutcomeState = 'accepted' | 'unchanged' | 'rejected' | 'held';

/** What became of one file in one ingestion: rowsIn = accepted + duplicates + quarantined. */
export interface FileOutcome {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
  readonly state: FileOutcomeState;
  readonly kind: InputKind | null;
  readonly rowsIn: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly disagreements: number;
  readonly quarantined: number;
  readonly reasons: QuarantineReasons;
  readonly quarantineKey: string | null;
  /** Why it was rejected or held, or what is odd about it; null otherwise. */
  readonly message: string | null;
}

/** The answer of one run of the `ingest` workflow. */
export interface IngestSummary {
  readonly filesListed: number;
  readonly filesUnchanged: number;
  readonly outcomes: readonly FileOutcome[];
  /** Sources that could not be listed, in words. */
  readonly problems: readonly string[];
  readonly logVersion: number;
  /** In words, also where nothing was to do. */
  readonly message: string;
}
