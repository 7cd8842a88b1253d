/** @typedef {{ readonly id: string, readonly at: string }} Row `at` is the instant of the sort order */
/**
 * @template {Row} R
 * @typedef {{ readonly rows: readonly R[], readonly nextCursor: string | null, readonly total?: number }} Page
 */
/**
 * @template {Row} R
 * @typedef {{ element: HTMLElement, facts: string, fill(row: R): void }} Item `facts` is the row as JSON
 */
/**
 * @template {Row} R
 * @typedef {object} Options
 * @property {HTMLElement} list
 * @property {(cursor: string | null) => Promise<Page<R>>} load
 * @property {(row: R) => Promise<R>} again reads a row of an older page again
 * @property {() => Item<R>} makeItem
 * @property {(shown: { rows: readonly R[], hasMore: boolean, total: number | undefined }) => void} onShown
 */

/**
 * A list of rows, newest first. Older pages are added at its end, new rows at its top.
 * @template {Row} R
 * @param {Options<R>} options
 */
export function liveList({ list, load, again, makeItem, onShown }) {
  /** @type {readonly R[]} */
  let rows = [];
  /** @type {Map<string, Item<R>>} */
  let items = new Map();
  /** @type {string | null} */
  let nextCursor = null;
  let epoch = 0;
  /** @type {Promise<unknown>} */
  let turn = Promise.resolve();

  /**
   * Runs one piece of work after the other, so that a page is never added to a list that changes meanwhile.
   * @template Result
   * @param {() => Promise<Result>} work
   */
  function inTurn(work) {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** Loads the first page again and keeps the rows that were loaded below it. */
  async function refresh() {
    const mine = epoch;
    const page = await load(null);
    if (mine !== epoch) return;
    const known = new Set(rows.map(({ id }) => id));
    const isJoined = page.rows.some(({ id }) => known.has(id));
    const last = page.rows.at(-1);
    const keepsOlder = isJoined && page.nextCursor !== null && last !== undefined;
    const kept = keepsOlder ? rows.filter((row) => isOlder(row, last)) : [];
    if (kept.length === 0) nextCursor = page.nextCursor;
    const below = await Promise.all(kept.map(again));
    if (mine !== epoch) return;
    rows = [...page.rows, ...below];
    show(page.total);
  }

  /** Adds the next page. @returns the element of its first row, or null. */
  async function loadOlder() {
    const mine = epoch;
    if (nextCursor === null) return null;
    const page = await load(nextCursor);
    if (mine !== epoch) return null;
    nextCursor = page.nextCursor;
    rows = [...rows, ...page.rows];
    show(page.total);
    const [first] = page.rows;
    return (first && items.get(first.id)?.element) ?? null;
  }

  /**
   * Changes only what differs, so that the focus and a selection stay in place.
   * @param {number | undefined} total
   */
  function show(total) {
    const before = items;
    items = new Map();
    rows.forEach((row, index) => {
      const facts = JSON.stringify(row);
      const item = before.get(row.id) ?? makeItem();
      if (item.facts !== facts) item.fill(row);
      item.facts = facts;
      items.set(row.id, item);
      if (list.children[index] !== item.element)
        list.insertBefore(item.element, list.children[index] ?? null);
    });
    while (list.children.length > rows.length) list.lastChild?.remove();
    onShown({ rows, hasMore: nextCursor !== null, total });
  }

  return {
    refresh: () => inTurn(refresh),
    loadOlder: () => inTurn(loadOlder),
    /** Forgets the rows before a new question. */
    clear() {
      epoch += 1;
      rows = [];
    },
  };
}

/**
 * @param {Row} row
 * @param {Row} than
 */
function isOlder(row, than) {
  return row.at === than.at ? row.id < than.id : row.at < than.at;
}
