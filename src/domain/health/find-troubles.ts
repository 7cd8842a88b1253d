import type { Trouble } from '../../contract/input-states';
import type { FileOutcome, IngestSummary, QuarantineReasons } from '../../contract/inputs';
import { mostFrequentReason } from '../wording/most-frequent-reason';
import { counted, wholeNumber } from '../wording/report-words';

/** Of more rows than this share in quarantine, people must know. */
export const TOLERATED_SHARE = 0.01;

/** A file that its source lists, as it was last read. */
export interface FileFacts {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
  readonly isRejected: boolean;
  /** Why it is rejected. */
  readonly message: string | null;
  /** null: an earlier release read it, and did not count. */
  readonly rowsIn: number | null;
  readonly quarantined: number;
  readonly reasons: QuarantineReasons;
}

export interface TroubleFacts {
  /** What failed as a whole, in words, such as a source that could not be listed. */
  readonly problems: readonly string[];
  /** What the ingestion did. */
  readonly outcomes: readonly FileOutcome[];
  /** What there was at its end, also where the ingestion found it unchanged. */
  readonly files: readonly FileFacts[];
  /** Versions of hours or timezones that wait for a person, in words. */
  readonly held: readonly string[];
}

/** Why all is not well after an ingestion: failed sources, rejected files, more than 1 % of rows in quarantine, held versions. */
export function findTroubles({ problems, outcomes, files, held }: TroubleFacts): Trouble[] {
  const heldTexts = new Set([
    ...held,
    ...outcomes.flatMap(({ state, message }) => (state === 'held' && message !== null ? [message] : [])),
  ]);
  const touched = new Map(outcomes.map((outcome) => [keyOf(outcome), outcome]));
  const untouched = files.filter((file) => touched.get(keyOf(file)) === undefined);
  const present = new Map(files.map((file) => [keyOf(file), file]));
  return [
    ...[...new Set(problems)]
      .filter((text) => !heldTexts.has(text))
      .map((text): Trouble => ({ kind: 'source', text })),
    ...outcomes.flatMap((outcome) => troublesOfOutcome(outcome, present.get(keyOf(outcome)))),
    ...untouched.flatMap(troublesOfFile),
    ...[...heldTexts].map((text): Trouble => ({ kind: 'held', text })),
  ];
}

/** The troubles of an ingestion; of one by an earlier release, by its outcomes alone. */
export function troublesOf(summary: IngestSummary): readonly Trouble[] {
  const { problems, outcomes } = summary;
  return summary.troubles ?? findTroubles({ problems, outcomes, files: [], held: [] });
}

export function isBeyondTolerated(quarantined: number, rowsIn: number): boolean {
  return quarantined > rowsIn * TOLERATED_SHARE;
}

/** A rejected file, or one with too many rows in quarantine. */
export function troublesOfFile(file: FileFacts): Trouble[] {
  if (file.isRejected) return [{ kind: 'file', text: file.message ?? `${file.name} cannot be used.` }];
  const { rowsIn, quarantined } = file;
  if (rowsIn === null || !isBeyondTolerated(quarantined, rowsIn)) return [];
  return [{ kind: 'rows', text: quarantineWords({ ...file, rowsIn }) }];
}

/** `3 of 3 rows of data.csv are in quarantine: store_id is missing`. */
export function quarantineWords({
  name,
  rowsIn,
  quarantined,
  reasons,
}: Pick<FileFacts, 'name' | 'quarantined' | 'reasons'> & { readonly rowsIn: number }): string {
  const most = mostFrequentReason(reasons);
  const why = most === null ? '' : `: ${most}`;
  const are = quarantined === 1 ? 'is' : 'are';
  return `${wholeNumber(quarantined)} of ${counted(rowsIn, 'row')} of ${name} ${are} in quarantine${why}.`;
}

function troublesOfOutcome(outcome: FileOutcome, now: FileFacts | undefined): Trouble[] {
  const { state, name, message, rowsIn, quarantined } = outcome;
  if (state === 'rejected') return [{ kind: 'file', text: message ?? `${name} cannot be used.` }];
  if (now && (state === 'unchanged' || !isBeyondTolerated(quarantined, rowsIn))) return troublesOfFile(now);
  return isBeyondTolerated(quarantined, rowsIn) ? [{ kind: 'rows', text: quarantineWords(outcome) }] : [];
}

function keyOf({ sourceId, fileId }: { readonly sourceId: string; readonly fileId: string }): string {
  return `${sourceId}\n${fileId}`;
}
