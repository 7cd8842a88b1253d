import type { Method } from '../contract/methods';
import { explainTimeline, type StoreTimeline } from '../domain/explain/explain-timeline';
import { summarizeStores } from '../domain/report/report-summary';
import { type StoreSelection, selectStores } from '../domain/report/store-selection';
import { findIds } from '../domain/text/find-ids';
import { dropLost, listKept } from '../frames/log/kept-stores';
import { readKnownStores, readStoreInputs, type StoreInputsRequest } from '../frames/report/explain-store';
import { type TaskRunner, threadEntry } from '../thread-pool/task-runner';
import { type CompareInputs, compareFigures } from './compare-figures';
import { explainStored, requireStore } from './explain-stored';
import { KeptFigures } from './kept-figures';
import type { StorePage } from './queries';

interface OfFigures {
  readonly figuresPath: string;
}

interface StoreSearch {
  readonly storesPath: string;
  readonly search: string;
  readonly limit: number;
}

/** Everything that the API reads from files. Inputs hold paths of this machine, never rows. Each task blocks its thread. */
export function createQueryTasks() {
  const figures = new KeptFigures();
  return {
    summary: ({ figuresPath, method }: OfFigures & { readonly method: Method }) =>
      summarizeStores(figures.read(figuresPath), method),
    storePage: ({
      figuresPath,
      selection,
    }: OfFigures & { readonly selection: StoreSelection }): StorePage => {
      const stores = figures.read(figuresPath);
      return { stores: stores.length, ...selectStores(stores, selection) };
    },
    store: ({ figuresPath, storeId }: OfFigures & { readonly storeId: string }) =>
      figures.read(figuresPath).find((store) => store.storeId === storeId) ?? null,
    explain: explainStored,
    findStores: ({ storesPath, search, limit }: StoreSearch) =>
      findIds(
        readKnownStores(storesPath).map(({ storeId }) => storeId),
        search,
        limit,
      ),
    timeline: readTimeline,
    compare: (inputs: CompareInputs) => compareFigures(figures, inputs),
    listKept,
    dropLost,
  };
}

export type QueryRunner = TaskRunner<ReturnType<typeof createQueryTasks>>;

/** Each query thread loads this file and calls this function. */
export const runQueryTask = threadEntry(createQueryTasks());

interface TimelineInputs extends StoreInputsRequest {
  readonly storesPath: string;
  readonly holdSeconds: number;
}

/** @throws LoopwatchError NOT_FOUND where the log has no poll of the store. */
function readTimeline(inputs: TimelineInputs): StoreTimeline {
  const { storeId, span, holdSeconds } = inputs;
  requireStore(inputs.storesPath, storeId);
  return explainTimeline({ storeId, span, holdSeconds, ...readStoreInputs(inputs) });
}
