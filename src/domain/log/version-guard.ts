import type { VersionFile } from '../../contract/inputs';
import type { RejectedFile } from '../../contract/versioned-inputs';

export interface VersionFacts {
  /** Stores that the version in use has as given; null without such a version. */
  readonly givenBefore: number | null;
  /** How many of them the new version has as given too. */
  readonly stillGiven: number;
  readonly given: number;
  readonly files: readonly VersionFile[];
  readonly rejected: readonly RejectedFile[];
}

/** Why a new version of hours or timezones is held. */
export type HoldReason = { readonly lost: number; readonly of: number } | 'empty';

/** @returns null to use it. Source: docs/semantics.md, "Guard". */
export function reasonToHold(facts: VersionFacts): HoldReason | null {
  const { givenBefore, stillGiven } = facts;
  // Without a version in use there is nothing to protect, and unreadable rows that are held back would count as none.
  if (givenBefore === null) return isEmpty(facts) ? 'empty' : null;
  const lost = givenBefore - stillGiven;
  return lost * 2 > givenBefore ? { lost, of: givenBefore } : null;
}

function isEmpty({ given, files, rejected }: VersionFacts): boolean {
  return given === 0 && rejected.length === 0 && files.every(({ quarantined }) => quarantined === 0);
}
