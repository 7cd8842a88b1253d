import type { Kysely } from 'kysely';
import {
  byVersionedKind,
  pinnedVersion,
  VERSIONED_KINDS,
  type VersionedKind,
} from '../../../contract/versioned-inputs';
import { MICROS_PER_HOUR } from '../../../domain/time/instants';
import { fromJson, reportPinsSchema } from '../json-columns';
import type { Tables } from '../schema';

const PAGE = 2_000;
/** How far the clocks of two machines may differ. */
const MAX_CLOCK_SKEW_MICROS = MICROS_PER_HOUR;

/** The versions that reports hold: completed reports need them for explanations, running ones for their figures. */
export class ReportPinsHeld {
  readonly #logVersions = new Set<number>();
  readonly #inputs = byVersionedKind(() => new Set<number>());
  /** Reports that are not pinned yet hold every log version from this one on. */
  #logFrom = Number.POSITIVE_INFINITY;
  #sorted: readonly number[] | null = null;

  static async read(db: Kysely<Tables>): Promise<ReportPinsHeld> {
    const held = new ReportPinsHeld();
    for (let after = ''; ; ) {
      const rows = await db
        .selectFrom('reports')
        .select(['id', 'pins_json', 'state', 'requested_at'])
        .where('state', 'in', ['Running', 'Completed'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      for (const { pins_json, requested_at } of rows) {
        const pins = fromJson(reportPinsSchema, pins_json);
        if (!pins) {
          held.#logFrom = Math.min(held.#logFrom, await latestAt(db, requested_at - MAX_CLOCK_SKEW_MICROS));
          continue;
        }
        held.#logVersions.add(pins.logVersion);
        for (const kind of VERSIONED_KINDS) held.#inputs[kind].add(pinnedVersion(pins, kind));
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return held;
      after = last.id;
    }
  }

  /** Whether a report holds a version of `[from, to)`. */
  holdsLog(from: number, to: number): boolean {
    if (to > this.#logFrom) return true;
    this.#sorted ??= [...this.#logVersions].sort((a, b) => a - b);
    const next = firstFrom(this.#sorted, from);
    return next !== undefined && next < to;
  }

  /** A report that is not pinned yet may need any version. */
  holdsInput(kind: VersionedKind, version: number): boolean {
    return this.#logFrom < Number.POSITIVE_INFINITY || this.#inputs[kind].has(version);
  }
}

async function latestAt(db: Kysely<Tables>, micros: number): Promise<number> {
  const row = await db
    .selectFrom('log_versions')
    .select('version')
    .where('committed_at', '<=', micros)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** @param sorted ascending */
function firstFrom(sorted: readonly number[], min: number): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? min) < min) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
