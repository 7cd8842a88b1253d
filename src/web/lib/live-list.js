/**
 * A list of rows, newest first, that grows by pages at its end and by news at its top.
 * `list` is the element; `load(cursor)` gives `{ rows, nextCursor, total? }`; a row has an `id`, and `at`, the instant it
 * is sorted by; `again(row)` reads a row of an older page once more; `makeItem()` gives `{ element, fill(row) }`;
 * `onShown({ rows, hasMore, total })` is told of each change.
 */
export function liveList({ list, load, again, makeItem, onShown }) {
  let rows = [];
  let items = new Map();
  let nextCursor = null;
  let round = 0;

  /** Loads the top anew and keeps what was loaded below it. @returns whether it is still wanted. */
  async function refresh() {
    const mine = ++round;
    const page = await load(null);
    if (mine !== round) return false;
    const known = new Set(rows.map(({ id }) => id));
    const isJoined = page.rows.some(({ id }) => known.has(id));
    const last = page.rows.at(-1);
    const kept = isJoined && page.nextCursor !== null ? rows.filter((row) => isOlder(row, last)) : [];
    if (kept.length === 0) nextCursor = page.nextCursor;
    const below = await Promise.all(kept.map(again));
    if (mine !== round) return false;
    rows = [...page.rows, ...below];
    show(page.total);
    return true;
  }

  /** Adds the next page. @returns the element of its first row, where there is one. */
  async function loadOlder() {
    const mine = ++round;
    const page = await load(nextCursor);
    if (mine !== round) return null;
    nextCursor = page.nextCursor;
    rows = [...rows, ...page.rows];
    show(page.total);
    return items.get(page.rows[0]?.id)?.element ?? null;
  }

  /** Touches only what changed, so that the focus and a selection stay where they are. */
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
    while (list.children.length > rows.length) list.lastChild.remove();
    onShown({ rows, hasMore: nextCursor !== null, total });
  }

  return {
    refresh,
    loadOlder,
    clear() {
      rows = [];
    },
  };
}

function isOlder(row, than) {
  return row.at === than.at ? row.id < than.id : row.at < than.at;
}
