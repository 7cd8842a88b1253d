import type { Method, StoreFigures } from '../contract/report';
import type { Explanation } from '../domain/explain/explain-types';
import type { StoreTimeline } from '../domain/explain/store-timeline';
import { type ReportSummary, summarizeStores } from '../domain/report/report-summary';
import { type StoreSelection, selectStores } from '../domain/report/store-selection';
import { type FoundIds, findIds } from '../domain/text/find-ids';
import { readKnownStores } from '../frames/report/explain-store';
import type { TaskRunner, Tasks } from '../thread-pool/task-runner';
import { type CompareInputs, compareReports, type ReportComparison } from './compare-reports';
import { type ExplainInputs, explainStored } from './explain-stored';
import { KeptFigures } from './kept-figures';
import type { StorePage } from './queries';
import { readTimeline, type TimelineInputs } from './read-timeline';

/** What a thread is asked: paths of this machine, never rows. */
export interface TaskInputs {
  readonly summary: { readonly figuresPath: string; readonly method: Method };
  readonly storePage: { readonly figuresPath: string; readonly selection: StoreSelection };
  readonly store: { readonly figuresPath: string; readonly storeId: string };
  readonly explain: ExplainInputs;
  readonly findStores: { readonly storesPath: string; readonly search: string; readonly limit: number };
  readonly timeline: TimelineInputs;
  readonly compare: CompareInputs;
}

export interface TaskOutputs {
  readonly summary: ReportSummary;
  readonly storePage: StorePage;
  readonly store: StoreFigures | null;
  readonly explain: Explanation;
  readonly findStores: FoundIds;
  readonly timeline: StoreTimeline;
  readonly compare: ReportComparison;
}

export type ReadingRunner = TaskRunner<TaskInputs, TaskOutputs>;

/** Everything that is read, as functions that hold up the thread that calls them. */
export function createTasks(): Tasks<TaskInputs, TaskOutputs> {
  const figures = new KeptFigures();
  return {
    summary: ({ figuresPath, method }) => summarizeStores(figures.read(figuresPath), method),
    storePage: ({ figuresPath, selection }) => {
      const stores = figures.read(figuresPath);
      return { stores: stores.length, ...selectStores(stores, selection) };
    },
    store: ({ figuresPath, storeId }) =>
      figures.read(figuresPath).find((store) => store.storeId === storeId) ?? null,
    explain: explainStored,
    findStores: ({ storesPath, search, limit }) =>
      findIds(
        readKnownStores(storesPath).map(({ storeId }) => storeId),
        search,
        limit,
      ),
    timeline: readTimeline,
    compare: (inputs) => compareReports(figures, inputs),
  };
}
