import { call, withQuery } from '../lib/api.js';

const SHOWN = 20;

/** The ids of stores that have the text in them; none where the search cannot be used. */
export async function findStores(text) {
  try {
    const { stores } = await call(withQuery('/api/v1/stores', { search: text, limit: SHOWN }));
    return stores.map(({ store_id: id }) => id);
  } catch {
    return [];
  }
}
