import pl from 'nodejs-polars';
import { VERSIONED_KINDS, type VersionPaths } from '../../contract/versioned-inputs';
import { findSimilarIds } from '../../domain/log/similar-ids';
import { compareCodePoints } from '../../domain/text/code-points';
import type { IdsWithExamples, Reconciled } from '../../domain/wording/describe-reconciliation';
import { textColumn } from '../columns-io';
import { readParquet } from '../parquet-io';
import { ANY_STORE } from './version-file';

const MAX_EXAMPLES = 3;

export interface ReconcileInputs extends VersionPaths {
  /** The stores of the log. */
  readonly storesPath: string;
  /** Polls after as-of are not in the report, so their stores are not either. */
  readonly asOfMicros: number;
  /** The stores that the report is asked for; null: every store. */
  readonly storeIds: readonly string[] | null;
}

/**
 * Compares the ids of menu hours and timezones with those of the polls. An input without a version has no ids. A report
 * of some stores is told what concerns these stores.
 */
export function reconcileInputs(inputs: ReconcileInputs): readonly Reconciled[] {
  const { storesPath, asOfMicros, storeIds } = inputs;
  const everPolled = readParquet(storesPath, { columns: ['store_id', 'first_at'] });
  const polled = everPolled.filter(pl.col('first_at').ltEq(pl.lit(asOfMicros)));
  // The '' gives the list a type: an empty list has none.
  const asked = storeIds === null ? polled : polled.filter(pl.col('store_id').isIn(['', ...storeIds]));
  return VERSIONED_KINDS.flatMap((kind) => {
    const path = inputs[`${kind}Path`];
    if (path === null) return [];
    const named = readParquet(path, { columns: ['store_id'] }).unique();
    // The row without an id stands for unreadable rows, which may be of any store: none is on the default then.
    const mayBeOfAny = textColumn(named, 'store_id').includes(ANY_STORE);
    const neverPolled = idsOnlyIn(named, everPolled).filter((id) => id !== ANY_STORE);
    const unnamed = idsOnlyIn(asked, named);
    return [
      {
        kind,
        neverPolled: withExamples(storeIds === null ? neverPolled : []),
        unnamed: withExamples(mayBeOfAny ? [] : unnamed),
        similar: findSimilarIds(neverPolled, unnamed),
      },
    ];
  });
}

function idsOnlyIn(left: pl.DataFrame, right: pl.DataFrame): string[] {
  const ids = left.select('store_id');
  return textColumn(ids.join(right.select('store_id'), { on: 'store_id', how: 'anti' }), 'store_id').sort(
    compareCodePoints,
  );
}

function withExamples(ids: readonly string[]): IdsWithExamples {
  return { count: ids.length, examples: ids.slice(0, MAX_EXAMPLES) };
}
