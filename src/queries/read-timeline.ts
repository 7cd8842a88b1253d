import { explainTimeline, type StoreTimeline } from '../domain/explain/explain-timeline';
import { readStoreInputs, type StoreInputsRequest } from '../frames/report/explain-store';
import { requireStore } from './explain-stored';

export interface TimelineInputs extends StoreInputsRequest {
  readonly storesPath: string;
  readonly holdSeconds: number;
}

/** @throws LoopwatchError NOT_FOUND where the log has no poll of the store. */
export function readTimeline(inputs: TimelineInputs): StoreTimeline {
  const { storeId, span, holdSeconds } = inputs;
  requireStore(inputs.storesPath, storeId);
  return explainTimeline({ storeId, span, holdSeconds, ...readStoreInputs(inputs) });
}
