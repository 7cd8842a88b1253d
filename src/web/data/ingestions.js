import { call, messageOf, withQuery } from '../lib/api.js';
import { find, whileDisabled, write } from '../lib/dom.js';
import { liveList } from '../lib/live-list.js';
import { counted } from '../lib/words.js';
import { ingestionItem } from './ingestion-item.js';

/** @typedef {import('../../api/ingestions/ingestion-body').IngestionSummaryBody} IngestionSummary */

const PAGE = 10;

/**
 * Lists the ingestions, newest first, and starts one when the button is pressed.
 * @param {object} listeners
 * @param {(words: string) => void} listeners.onTrouble
 * @param {() => Promise<void>} listeners.onChange
 * @param {(id: string) => void} listeners.onQuarantine
 */
export function startIngestions({ onTrouble, onChange, onQuarantine }) {
  const older = find('#ingestions-older', HTMLButtonElement);
  const runNow = find('#run-now', HTMLButtonElement);
  /** @type {readonly IngestionSummary[]} */
  let shown = [];
  const ingestions = liveList({
    list: find('#ingestions', HTMLElement),
    load,
    again,
    makeItem: () => ingestionItem({ onQuarantine }),
    onShown({ rows, hasMore }) {
      shown = rows;
      older.hidden = !hasMore;
      write(find('#ingestions-news', HTMLElement), rows.length === 0 ? 'No ingestion has run yet.' : '');
      write(find('#ingestions-shown', HTMLElement), shownWords(rows.length, hasMore));
    },
  });
  runNow.addEventListener('click', () =>
    whileDisabled(runNow, async () => {
      try {
        await call('/api/v1/ingestions', { method: 'POST', body: {} });
        await onChange();
      } catch (error) {
        onTrouble(messageOf(error));
      }
    }),
  );
  older.addEventListener('click', () =>
    whileDisabled(older, async () => {
      await ingestions.loadOlder().catch((error) => onTrouble(messageOf(error)));
    }),
  );
  return {
    refresh: ingestions.refresh,
    isBusy: () => shown.some(({ state }) => state === 'Running'),
    withQuarantine: () => shown.filter(({ counts }) => counts !== null && counts.quarantined > 0),
  };
}

/** @param {string | null} cursor */
async function load(cursor) {
  /** @type {import('../../api/ingestions/ingestion-body').IngestionPageBody} */
  const page = await call(withQuery('/api/v1/ingestions', { limit: PAGE, cursor }));
  return { rows: page.ingestions.map(toRow), nextCursor: page.next_cursor };
}

/** @param {ReturnType<typeof toRow>} row */
async function again(row) {
  if (row.state !== 'Running') return row;
  try {
    /** @type {IngestionSummary} */
    const ingestion = await call(`/api/v1/ingestions/${row.id}`);
    return toRow(ingestion);
  } catch {
    return row; // The next round tries again.
  }
}

/** @param {IngestionSummary} ingestion */
function toRow(ingestion) {
  return { ...ingestion, at: ingestion.started_at };
}

/**
 * @param {number} count
 * @param {boolean} hasMore
 */
function shownWords(count, hasMore) {
  if (count === 0) return '';
  return hasMore
    ? `Showing the newest ${counted(count, 'ingestion')}; there are older ones.`
    : `That is all: ${counted(count, 'ingestion')}.`;
}
