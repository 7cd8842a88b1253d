import { VERSIONED_FACTS, type VersionedKind } from '../../contract/versioned-inputs';
import type { SimilarIds } from '../log/similar-ids';
import { visibleText } from '../text/visible-text';
import { capital, counted } from './report-words';

export interface IdsWithExamples {
  readonly count: number;
  readonly examples: readonly string[];
}

/** How the ids of an input with versions fit those of the polls. */
export interface Reconciled {
  readonly kind: VersionedKind;
  /** Ids of the input without any poll: its rows for them have no effect. */
  readonly neverPolled: IdsWithExamples;
  /** Stores of the report without a row in the input. */
  readonly unnamed: IdsWithExamples;
  /** Ids of `neverPolled` that equal one of `unnamed` but for their spelling. */
  readonly similar: SimilarIds;
}

/** What does not fit, for people; nothing where all fits. */
export function describeReconciliation(all: readonly Reconciled[]): string[] {
  return all.flatMap(({ kind, neverPolled, unnamed, similar }) => {
    const { name, withoutRow } = VERSIONED_FACTS[kind];
    const words: string[] = [];
    if (unnamed.count > 0)
      words.push(
        `${counted(unnamed.count, 'store')} ${unnamed.count === 1 ? 'has' : 'have'} no row in the ${name}: ${withoutRow}.${examplesOf(unnamed)}`,
      );
    if (neverPolled.count > 0)
      words.push(
        `${capital(name)} name ${counted(neverPolled.count, 'store')} that no poll names: these rows have no effect.${examplesOf(neverPolled)}`,
      );
    if (similar.example !== null)
      words.push(
        `${counted(similar.count, 'store id')} of the ${name} and of the polls ${similar.count === 1 ? 'differs' : 'differ'} only in spelling, so Loopwatch takes them for different stores: the ${name} have "${visibleText(similar.example.id)}", the polls "${visibleText(similar.example.other)}". Write each store_id alike in all files.`,
      );
    return words;
  });
}

function examplesOf({ count, examples }: IdsWithExamples): string {
  const named = examples.map((id) => `"${visibleText(id)}"`).join(', ');
  return count > examples.length
    ? ` For example ${named}.`
    : ` ${count === 1 ? 'It is' : 'They are'} ${named}.`;
}
