import { call, withQuery } from '../lib/api.js';
import { whileDisabled, write } from '../lib/dom.js';
import { liveList } from '../lib/live-list.js';
import { counted } from '../lib/words.js';
import { ingestionItem } from './ingestion-item.js';

const PAGE = 10;

/** Lists the ingestions, newest first, and starts one where asked to. */
export function startIngestions({ onTrouble, onChange, onQuarantine }) {
  const older = document.querySelector('#ingestions-older');
  const runNow = document.querySelector('#run-now');
  let shown = [];
  const ingestions = liveList({
    list: document.querySelector('#ingestions'),
    load,
    again: async (row) =>
      row.state === 'Running' ? call(`/api/v1/ingestions/${row.id}`).then(toRow, () => row) : row,
    makeItem: () => ingestionItem({ onQuarantine }),
    onShown({ rows, hasMore }) {
      shown = rows;
      older.hidden = !hasMore;
      write(document.querySelector('#ingestions-news'), rows.length === 0 ? 'Nothing was taken in yet.' : '');
      write(document.querySelector('#ingestions-shown'), shownWords(rows.length, hasMore));
    },
  });
  runNow.addEventListener('click', () =>
    whileDisabled(runNow, async () => {
      try {
        await call('/api/v1/ingestions', { method: 'POST', body: {} });
        await onChange();
      } catch (trouble) {
        onTrouble(trouble.message);
      }
    }),
  );
  older.addEventListener('click', () =>
    whileDisabled(older, () => ingestions.loadOlder().catch((trouble) => onTrouble(trouble.message))),
  );
  return {
    refresh: ingestions.refresh,
    isBusy: () => shown.some(({ state }) => state === 'Running'),
    withQuarantine: () => shown.filter(({ counts }) => counts !== null && counts.quarantined > 0),
  };
}

async function load(cursor) {
  const page = await call(withQuery('/api/v1/ingestions', { limit: PAGE, cursor }));
  return { rows: page.ingestions.map(toRow), nextCursor: page.next_cursor };
}

function toRow(ingestion) {
  return { ...ingestion, at: ingestion.started_at };
}

function shownWords(count, hasMore) {
  if (count === 0) return '';
  return hasMore
    ? `Showing the newest ${counted(count, 'ingestion')}; there are older ones.`
    : `That is all: ${counted(count, 'ingestion')}.`;
}
