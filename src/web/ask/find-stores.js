import { call, withQuery } from '../lib/api.js';

const SHOWN = 20;

/** @typedef {{ readonly ids: readonly string[], readonly total: number }} Found */

/**
 * Finds stores whose id holds the text.
 * @param {string} text
 * @returns {Promise<Found | null>} the first ids and how many match; null where the search does not work.
 */
export async function findStores(text) {
  try {
    /** @type {import('../../api/results/find-stores').FoundStoresBody} */
    const { stores, total } = await call(withQuery('/api/v1/stores', { search: text, limit: SHOWN }));
    return { ids: stores.map(({ store_id: id }) => id), total };
  } catch {
    return null;
  }
}
