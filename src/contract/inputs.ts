import type { BucketRange } from './buckets';
import type { Delivery, DeliveryBase, ReadingRules } from './file-reading';
import type { PassedOver, Trouble } from './input-states';
import type { Span } from './report';
import {
  byVersionedKind,
  type RejectedFile,
  VERSIONED_KINDS,
  type VersionConflict,
  type VersionStates,
} from './versioned-inputs';

/** Types of inputs: source files, the results of reading them, and their outcomes. */
export const INPUT_KINDS = ['polls', ...VERSIONED_KINDS] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** One value for each kind of input, keyed by it. */
export function byInputKind<T>(make: (kind: InputKind) => T): Readonly<Record<InputKind, T>> {
  return { polls: make('polls'), ...byVersionedKind(make) };
}

/** A file in the list of its source. `fingerprint` changes whenever the content may have changed. */
export interface SourceFile {
  readonly sourceId: string;
  /** Stable within its source. */
  readonly fileId: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly fingerprint: string;
  /** A sheet of a workbook; omitted for other files. */
  readonly sheet?: string;
}

/**
 * Where the last reading of a file ended. If its first `bytes` bytes still have this hash, it only grew, and the next
 * reading may start after the last complete line.
 */
export interface ReadMark {
  readonly bytes: number;
  readonly sha256: string;
  readonly resumeBytes: number;
  readonly resumeLines: number;
}

/** A file copied to the blobs. If it only grew, `resumeFrom` is where the new rows start. */
export interface FetchedFile {
  readonly file: SourceFile;
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly resumeFrom: { readonly bytes: number; readonly lines: number } | null;
  readonly unchanged: boolean;
  /** Of the file's state before the fetch, 0 without one; absent in histories of older versions. */
  readonly revision?: number;
  /** Whether an earlier ingestion has seen the same content, or none comes later: a last line without its newline is read. */
  readonly isSeenAgain?: boolean;
  /** What the file had when it was last read, if it still begins with that and its delivery was kept. */
  readonly base?: DeliveryBase;
}

/** Reasons for quarantine, as short stable texts, with their counts. */
export type QuarantineReasons = Readonly<Record<string, number>>;

/** An output part: good polls of a file for some stores, and some weeks of a long file. Each store's instant occurs once. */
export interface ValidatedOutputPart {
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
  /** null: see `parts`. */
  readonly rowsKey: string | null;
  /** The output parts of a polls file; not in histories of older versions, which use `rowsKey`. */
  readonly parts?: readonly ValidatedOutputPart[];
  readonly quarantineKey: string | null;
  readonly rowsIn: number;
  readonly rowsGood: number;
  /** Good rows repeated within the same file. */
  readonly duplicatesInFile: number;
  readonly disagreementsInFile: number;
  readonly quarantined: number;
  /** Quarantined rows of hours or timezones that may be of any store; not in histories of older versions. */
  readonly rowsOfUnknownStores?: number;
  readonly reasons: QuarantineReasons;
  /** What people should know of its good rows. */
  readonly note?: string;
  /** The earliest poll that lies ahead of the clock; absent: none. */
  readonly aheadFromMicros?: number;
  /** From the first to the last poll, both included; null for other inputs and without polls. */
  readonly span: Span | null;
  /** Whether its last line has no newline yet, and so was not read. */
  readonly hasOpenLine?: boolean;
  /** Absent in histories of older versions. */
  readonly rules?: ReadingRules;
  readonly mark: ReadMark;
}

export type FileOutcomeState = 'accepted' | 'unchanged' | 'rejected' | 'held';

/** The outcome of one file in one ingestion: rowsIn = accepted + duplicates + quarantined. */
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
  /** Why it was rejected or held, or a peculiarity of it; else null. */
  readonly message: string | null;
}

/** The result of one run of the `ingest` workflow. */
export interface IngestSummary {
  readonly filesListed: number;
  readonly filesUnchanged: number;
  readonly outcomes: readonly FileOutcome[];
  /** The sources that could not be listed, for people. */
  readonly problems: readonly string[];
  /** Omitted in ingestions before 0.4. */
  readonly passedOver?: PassedOver | undefined;
  readonly logVersion: number;
  /** For people, also when there was nothing to do. */
  readonly message: string;
  /** Why it is not all well; missing in ingestions of earlier releases. */
  readonly troubles?: readonly Trouble[] | undefined;
}

/** What was read of a file, beside its rows. Of a file of polls that grew, all its readings together. */
export interface FileReading {
  readonly rowsIn: number;
  /** Readable rows; equal ones count once. */
  readonly rows: number;
  readonly reasons: QuarantineReasons;
  /** What people should know of its good rows. */
  readonly note?: string | undefined;
  /** Quarantined rows that may be of any store: their id cannot be read, and other cells hold something. */
  readonly rowsOfUnknownStores: number;
  /** The latest poll. */
  readonly newestMicros?: number | null | undefined;
  /** The earliest poll that waits for the clock to pass it. */
  readonly aheadFromMicros?: number | null | undefined;
  /** Whether its last line waits until the file is seen unchanged. */
  readonly hasOpenLine?: boolean | undefined;
  /** The last reading's; absent: it was not kept. */
  readonly delivery?: Delivery | undefined;
  /** When changed content was last read. */
  readonly changedMicros?: number | undefined;
  /** The ingestion that last read the file from its start: rows that earlier ones quarantined are mended. */
  readonly firstIngestionId?: string | undefined;
}

export interface VersionFile extends FileReading {
  readonly sourceId: string;
  readonly name: string;
  readonly quarantined: number;
}

/** How a version of hours or timezones came about, for people and for code. */
export interface VersionNotes {
  /** The ingestion that made it; null: a person made it by accepting losses. */
  readonly ingestionId: string | null;
  /** A hash of all that the files say. Equal ones make an equal version. */
  readonly recipe: string;
  /** The files that give rows, in order: where two give rows of one store, the later one holds. */
  readonly files: readonly VersionFile[];
  readonly rejected: readonly RejectedFile[];
  /** Names of files that the version in use before had, and that their sources no longer list. */
  readonly removed: readonly string[];
  readonly conflicts: readonly VersionConflict[];
  readonly stores: VersionStates;
  /** Of all files. With any, or with a rejected file, a store without rows is `unreadable`, not `default`. */
  readonly rowsOfUnknownStores: number;
}
