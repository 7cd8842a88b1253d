import { call, withQuery } from './lib/api.js';
import { whileDisabled, write } from './lib/dom.js';
import { liveList } from './lib/live-list.js';
import { startRounds } from './lib/rounds.js';
import { shownText } from './lib/words.js';
import { reportItem } from './report-item.js';

const PAGE = 20;
const BUSY_PAUSE_MS = 1_500;
const QUIET_PAUSE_MS = 10_000;

const filters = document.querySelector('#filters');
const older = document.querySelector('#older');

/** Lists the reports, newest first, by the filters of the page, and keeps them up to date. */
export function startHistory({ onRound }) {
  const trouble = (words) => write(document.querySelector('#history-trouble'), words);
  let isBusy = false;
  const reports = liveList({
    list: document.querySelector('#reports'),
    load,
    again: async (row) => (row.state === 'Running' ? call(row.links.self).then(toRow, () => row) : row),
    makeItem: () => reportItem({ onChange: () => refresh(), onTrouble: trouble }),
    onShown({ rows, hasMore, total }) {
      isBusy = rows.some(({ state }) => state === 'Running');
      older.hidden = !hasMore;
      write(document.querySelector('#news'), total > 0 ? '' : wordsForNone());
      write(document.querySelector('#reports-shown'), shownText(rows.length, total, 'report'));
      offerNames(rows);
    },
  });
  readAddress();
  const refresh = startRounds(
    async () => {
      await reports.refresh();
      await onRound();
      return isBusy ? BUSY_PAUSE_MS : QUIET_PAUSE_MS;
    },
    { pauseMs: QUIET_PAUSE_MS, onTrouble: trouble },
  );
  filters.addEventListener('submit', (event) => event.preventDefault());
  filters.addEventListener('change', () => {
    history.replaceState(null, '', withQuery(location.pathname, chosen()));
    reports.clear();
    void refresh(); // Reports its own errors by onTrouble.
  });
  older.addEventListener('click', () =>
    whileDisabled(older, async () => {
      const first = await reports.loadOlder().catch((error) => trouble(error.message));
      first?.querySelector('a').focus();
    }),
  );
}

async function load(cursor) {
  const page = await call(withQuery('/api/v1/reports', { ...chosen(), limit: PAGE, cursor }));
  return { rows: page.reports.map(toRow), nextCursor: page.next_cursor, total: page.total };
}

function toRow(report) {
  return { ...report, id: report.report_id, at: report.requested_at };
}

function chosen() {
  return Object.fromEntries(new FormData(filters));
}

/** What is chosen stands in the address, so that a reload and a bookmark keep it. */
function readAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = filters.elements.namedItem(name);
    if (field) field.value = value;
  }
}

function wordsForNone() {
  const isFiltered = Object.values(chosen()).some((value) => value !== '');
  return isFiltered ? 'No report is like that.' : 'There are none yet. Ask for the first.';
}

/** Offers those seen so far as names to choose from. */
function offerNames(reports) {
  const names = document.querySelector('#names');
  const seen = new Set([...names.children].map((option) => option.value));
  for (const { requested_by: name } of reports) {
    if (name === null || seen.has(name)) continue;
    seen.add(name);
    names.append(new Option('', name));
  }
}
