import { LoopwatchError } from '../contract/errors';
import { explainStore } from '../domain/explain/explain';
import type { Explanation } from '../domain/explain/explain-types';
import { nearIds } from '../domain/text/near-ids';
import { formatInstant } from '../domain/time/instants';
import {
  type KnownStore,
  readKnownStores,
  readStoreInputs,
  type StoreInputsRequest,
} from '../frames/report/explain-store';
import type { ExplainRequest } from './queries';

export interface ExplainInputs extends ExplainRequest, StoreInputsRequest {
  readonly storesPath: string;
}

/** @throws LoopwatchError NOT_FOUND where the log has no poll of the store up to as-of: then a report has no row of it. */
export function explainStored(inputs: ExplainInputs): Explanation {
  const { storeId, pins } = inputs;
  const { firstPollMicros } = requireStore(inputs.storesPath, storeId);
  if (firstPollMicros > pins.asOfMicros) {
    throw new LoopwatchError(
      'NOT_FOUND',
      `The store ${storeId} has no poll up to ${formatInstant(pins.asOfMicros)}`,
      `Its first is of ${formatInstant(firstPollMicros)}: ask for an instant from then on.`,
    );
  }
  return explainStore({ storeId, pins, ...readStoreInputs(inputs) });
}

/** @throws LoopwatchError NOT_FOUND where the log has no poll of the store. */
export function requireStore(storesPath: string, storeId: string): KnownStore {
  const stores = readKnownStores(storesPath);
  const store = stores.find((one) => one.storeId === storeId);
  if (store) return store;
  const near = nearIds(
    storeId,
    stores.map((one) => one.storeId),
  );
  throw new LoopwatchError(
    'NOT_FOUND',
    `The log holds no poll of a store "${storeId.slice(0, 200)}"`,
    near.length > 0 ? `Was one of these meant: ${near.join(', ')}?` : 'Check the store id in the polls.',
  );
}
