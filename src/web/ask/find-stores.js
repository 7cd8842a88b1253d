import { call, withQuery } from '../lib/api.js';

const SHOWN = 20;

/** @returns ids of stores that have the text in them, and how many there are; null where the search cannot be used. */
export async function findStores(text) {
  try {
    const { stores, total } = await call(withQuery('/api/v1/stores', { search: text, limit: SHOWN }));
    return { ids: stores.map(({ store_id: id }) => id), total };
  } catch {
    return null;
  }
}
