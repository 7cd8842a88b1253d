import { LoopwatchError } from '../contract/errors';
import { VERSIONED_FACTS, type VersionedKind } from '../contract/versioned-inputs';
import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';
import type { InputVersion } from '../storage/catalogue/input-catalogue';

export interface LossesToAccept {
  readonly kind: VersionedKind;
  /** null: all stores that no file gives any more. */
  readonly storeIds: readonly string[] | null;
  readonly nowMicros: number;
}

export interface AcceptedLosses {
  /** The version in use now. */
  readonly version: InputVersion;
  readonly stores: number;
}

/** Writes a version again without kept rows, on a thread that can. */
export type DropLostRows = (request: {
  readonly kind: VersionedKind;
  readonly path: string;
  readonly storeIds: readonly string[] | null;
  readonly outPath: string;
}) => Promise<{
  readonly dropped: number;
  readonly unreadable: readonly string[];
  readonly notKept: readonly string[];
}>;

/**
 * Accepts that stores have lost their hours or zones: a new version no longer keeps what they had.
 * @throws LoopwatchError NOT_READY while a version is held back, INVALID_INPUT for a store whose loss cannot be accepted.
 */
export async function acceptLosses(
  { catalogue, blobs }: { readonly catalogue: Catalogue; readonly blobs: Blobs },
  dropRows: DropLostRows,
  { kind, storeIds, nowMicros }: LossesToAccept,
): Promise<AcceptedLosses> {
  const newest = await catalogue.inputs.newest(kind);
  const inUse = await catalogue.inputs.current(kind);
  if (newest?.state === 'held') {
    throw new LoopwatchError(
      'NOT_READY',
      `Version ${newest.version} of the ${kind} is held back, and this would replace it`,
      `Correct its files. If that version is right, first accept it on the Data page or with "loopwatch accept ${kind}".`,
    );
  }
  if (newest === null || inUse === null) throw nothingLost(kind);
  const path = await blobs.localPath(inUse.key);
  const { key, made } = await blobs.writeHashed(kind, 'parquet', (outPath) =>
    dropRows({ kind, path, storeIds, outPath }),
  );
  refuseOthers(kind, made);
  if (made.dropped === 0) throw nothingLost(kind);
  const version = await catalogue.inputs.commit({
    expected: { newest: newest.version, inUse: inUse.version },
    committedMicros: nowMicros,
    next: { ...inUse, key, notes: notesAfter(inUse, made.dropped) },
    files: [],
    acceptedLosses: { storeIds },
    outcomes: null,
  });
  return { version, stores: made.dropped };
}

function notesAfter({ notes }: InputVersion, dropped: number): InputVersion['notes'] {
  if (notes === null) return null;
  const keptLost = Math.max(0, notes.stores.keptLost - dropped);
  const removed = keptLost === 0 ? [] : notes.removed;
  return { ...notes, ingestionId: null, removed, stores: { ...notes.stores, keptLost } };
}

function nothingLost(kind: VersionedKind): LoopwatchError {
  return new LoopwatchError(
    'NOT_FOUND',
    `The files still give the ${VERSIONED_FACTS[kind].name} of every store that had some: there is no loss to accept`,
  );
}

function refuseOthers(kind: VersionedKind, { unreadable, notKept }: Awaited<ReturnType<DropLostRows>>): void {
  const [odd] = unreadable;
  if (odd !== undefined) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `Store ${odd} keeps its ${VERSIONED_FACTS[kind].name} because rows cannot be read, so nobody knows that they are lost`,
      'Correct the rows in the file: the quarantine shows them. The next ingestion reads them again.',
    );
  }
  const [other] = notKept;
  if (other !== undefined) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `Store ${other} has lost no ${VERSIONED_FACTS[kind].name}`,
      `The Data page and "loopwatch accept ${kind} --list" name the stores that have.`,
    );
  }
}
