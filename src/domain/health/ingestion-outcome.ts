import { TROUBLE_KINDS, type Trouble, type TroubleKind } from '../../contract/input-states';
import { counted } from '../wording/report-words';

export const INGESTION_OUTCOMES = [
  'running',
  'completed',
  'completed_with_problems',
  'failed',
  'cancelled',
] as const;
export type IngestionOutcome = (typeof INGESTION_OUTCOMES)[number];

const OF_STATE = { Running: 'running', Failed: 'failed', Cancelled: 'cancelled' } as const;

/** How an ingestion ended. Only `completed` is well. */
export function ingestionOutcome(
  state: keyof typeof OF_STATE | 'Completed',
  troubles: readonly Trouble[],
): IngestionOutcome {
  if (state !== 'Completed') return OF_STATE[state];
  return troubles.length > 0 ? 'completed_with_problems' : 'completed';
}

export const OUTCOME_WORDS: Readonly<Record<IngestionOutcome, string>> = {
  running: 'Running',
  completed: 'Completed',
  completed_with_problems: 'Completed with problems',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const WORDS: Readonly<Record<TroubleKind, (count: number) => string>> = {
  source: (count) => `${counted(count, 'source')} or step failed`,
  file: (count) => `${counted(count, 'file')} rejected`,
  rows: (count) => `${counted(count, 'file')} with more than 1 % of the rows in quarantine`,
  held: (count) => `${counted(count, 'version')} held back`,
};

/** `1 file rejected, 1 version held back`: without names, for those who may not see them. */
export function countTroubles(troubles: readonly Trouble[]): string {
  return TROUBLE_KINDS.flatMap((kind) => {
    const count = troubles.filter((trouble) => trouble.kind === kind).length;
    return count === 0 ? [] : [WORDS[kind](count)];
  }).join(', ');
}
