import type { Trouble } from '../../contract/input-states';
import { INPUT_KINDS, type InputKind } from '../../contract/inputs';
import { VERSIONED_FACTS, type VersionedKind } from '../../contract/versioned-inputs';
import { formatInstant } from '../time/instants';
import { ageWords } from '../wording/age-words';
import { type FileFacts, troublesOfFile } from './find-troubles';
import { countTroubles, type IngestionOutcome, OUTCOME_WORDS } from './ingestion-outcome';
import {
  FRESHNESS_STATES,
  type FreshnessState,
  isOlder,
  type Judgement,
  judgePolls,
  OLD_AFTER_SECONDS,
  type PollsFacts,
  type PollsJudgement,
  STALE_AFTER_SECONDS,
} from './judge-polls';

/** Two hourly listings that did not happen, and some time for the third. */
const LISTED_WITHIN_SECONDS = 10_800;
const MAX_TOLD = 3;

export interface DatedFile extends FileFacts {
  readonly kind: InputKind | null;
  readonly changedMicros: number;
  /** null: none, or not known. */
  readonly newestPollMicros: number | null;
}

export interface SourceFacts {
  readonly sourceId: string;
  readonly isSample: boolean;
  readonly listedMicros: number | null;
  readonly failure: { readonly atMicros: number; readonly message: string } | null;
}

export interface DataFacts extends Omit<PollsFacts, 'isSample'> {
  readonly sources: readonly SourceFacts[];
  /** Those that the sources list. */
  readonly files: readonly DatedFile[];
  /** Kinds of which a version is held back, with the words for people. */
  readonly held: Readonly<Partial<Record<VersionedKind, string>>>;
  /** Of the ingestion that ended last. */
  readonly lastOutcome: IngestionOutcome | null;
  readonly troubles: readonly Trouble[];
}

/** What a source, or an input, holds. */
export interface Amounts {
  readonly files: number;
  /** null: an earlier release read a file, and did not count. */
  readonly rowsIn: number | null;
  readonly quarantined: number;
  readonly changedMicros: number | null;
  readonly newestPollMicros: number | null;
}

export type SourceHealth = Judgement & Amounts & SourceFacts;
export type InputHealth = Judgement & Amounts & { readonly kind: InputKind };

export interface DataHealth extends Judgement {
  readonly polls: PollsJudgement;
  readonly sources: readonly SourceHealth[];
  readonly inputs: readonly InputHealth[];
  /** The headline without names of files and folders. */
  readonly short: string;
}

/** The freshness of each source and each input. The worst one is the headline. */
export function judgeData(facts: DataFacts): DataHealth {
  const isSample = facts.sources.length > 0 && facts.sources.every((source) => source.isSample);
  const polls = judgePolls({ ...facts, isSample });
  const sources = facts.sources.map((source) => {
    const files = facts.files.filter(({ sourceId }) => sourceId === source.sourceId);
    return { ...source, ...amountsOf(files), ...judgeSource(source, files, facts.nowMicros) };
  });
  const inputs = INPUT_KINDS.map((kind) => {
    const files = facts.files.filter((file) => file.kind === kind);
    return { kind, ...amountsOf(files), ...judgeInput(kind, files, facts, isSample, polls) };
  });
  const last = judgeLast(facts);
  const told = inputs.filter(({ kind, state }) => kind === 'polls' || state !== 'empty');
  const worst = [polls, last, ...sources, ...told].reduce((a, b) => (rank(b.state) > rank(a.state) ? b : a));
  const message = worst.state === polls.state ? polls.message : `${worst.message} ${polls.message}`;
  return { state: worst.state, message, polls, sources, inputs, short: shortOf(worst.state, polls, facts) };
}

function rank(state: FreshnessState): number {
  return FRESHNESS_STATES.indexOf(state);
}

function judgeLast({ lastOutcome, troubles }: DataFacts): Judgement {
  if (lastOutcome === null || lastOutcome === 'completed' || lastOutcome === 'running')
    return { state: 'fresh', message: '' };
  return { state: 'problems', message: `${OUTCOME_WORDS[lastOutcome]}: ${tellTexts(troubles)}` };
}

function shortOf(state: FreshnessState, polls: PollsJudgement, { lastOutcome, troubles }: DataFacts): string {
  if (state !== 'problems') return polls.state === state ? polls.short : `The data are ${state}.`;
  const counts = countTroubles(troubles);
  const outcome = lastOutcome === null ? 'Problems' : OUTCOME_WORDS[lastOutcome];
  return counts === '' ? `${outcome}.` : `${outcome}: ${counts}.`;
}

function judgeSource(source: SourceFacts, files: readonly DatedFile[], nowMicros: number): Judgement {
  const { failure, listedMicros } = source;
  if (failure) {
    const before = listedMicros === null ? '' : ` It was last listed at ${formatInstant(listedMicros)}.`;
    return {
      state: 'problems',
      message: `The listing of ${formatInstant(failure.atMicros)} failed: ${failure.message}${before}`,
    };
  }
  if (listedMicros === null) return { state: 'problems', message: 'It has not been listed yet.' };
  const troubles = files.flatMap(troublesOfFile);
  if (troubles.length > 0) return { state: 'problems', message: tellTexts(troubles) };
  if (files.length === 0)
    return { state: 'problems', message: 'It holds no file of polls, hours or timezones.' };
  const { newestPollMicros, changedMicros } = amountsOf(files);
  const listed = `It was last listed at ${formatInstant(listedMicros)}`;
  if (source.isSample)
    return {
      state: 'sample',
      message: `The sample that ships with Loopwatch, of ${yearOf(newestPollMicros)}.`,
    };
  if (isOlder(listedMicros, nowMicros, LISTED_WITHIN_SECONDS))
    return { state: 'stale', message: `${listed}, ${ageWords(listedMicros, nowMicros)} ago.` };
  return judgeChange(files, { newestPollMicros, changedMicros, nowMicros });
}

/** Of a source that gives polls. Hours and timezones change seldom. */
function judgeChange(
  files: readonly DatedFile[],
  facts: Pick<Amounts, 'newestPollMicros' | 'changedMicros'> & { readonly nowMicros: number },
): Judgement {
  const { newestPollMicros, changedMicros, nowMicros } = facts;
  const hasPolls = files.some(({ kind }) => kind === 'polls');
  const newest =
    newestPollMicros === null
      ? ''
      : `Its newest poll is of ${formatInstant(newestPollMicros)}, ${ageWords(newestPollMicros, nowMicros)} ago.`;
  if (hasPolls && changedMicros !== null && isOlder(changedMicros, nowMicros, STALE_AFTER_SECONDS))
    return {
      state: 'stale',
      message: `Nothing in it has changed since ${formatInstant(changedMicros)}. ${newest}`.trim(),
    };
  const isOld = newestPollMicros !== null && isOlder(newestPollMicros, nowMicros, OLD_AFTER_SECONDS);
  return { state: isOld ? 'old' : 'fresh', message: newest };
}

function judgeInput(
  kind: InputKind,
  files: readonly DatedFile[],
  { held }: DataFacts,
  isSample: boolean,
  polls: PollsJudgement,
): Judgement {
  const texts = files.flatMap(troublesOfFile);
  const waiting = kind === 'polls' ? undefined : held[kind];
  const troubles: Trouble[] = [
    ...texts,
    ...(waiting === undefined ? [] : [{ kind: 'held' as const, text: waiting }]),
  ];
  const trouble: Judgement = { state: 'problems', message: tellTexts(troubles) };
  if (kind === 'polls') return troubles.length > 0 && rank(polls.state) < rank('problems') ? trouble : polls;
  if (troubles.length > 0) return trouble;
  if (files.length > 0) return { state: isSample ? 'sample' : 'fresh', message: '' };
  const { name, without } = VERSIONED_FACTS[kind];
  return { state: 'empty', message: `No file of ${name} is there: ${without}.` };
}

function amountsOf(files: readonly DatedFile[]): Amounts {
  const isCounted = files.every(({ rowsIn }) => rowsIn !== null);
  return {
    files: files.length,
    rowsIn: isCounted ? files.reduce((sum, { rowsIn }) => sum + (rowsIn ?? 0), 0) : null,
    quarantined: files.reduce((sum, { quarantined }) => sum + quarantined, 0),
    changedMicros: latest(files.map(({ changedMicros }) => changedMicros)),
    newestPollMicros: latest(files.flatMap(({ newestPollMicros }) => newestPollMicros ?? [])),
  };
}

function latest(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : instants.reduce((a, b) => Math.max(a, b));
}

function yearOf(micros: number | null): string {
  return micros === null ? 'the past' : formatInstant(micros).slice(0, 4);
}

function tellTexts(troubles: readonly Trouble[]): string {
  const more = troubles.length - MAX_TOLD;
  const texts = troubles.slice(0, MAX_TOLD).map(({ text }) => text);
  return [...texts, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}
