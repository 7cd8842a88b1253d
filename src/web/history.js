import { call, messageOf, withQuery } from './lib/api.js';
import { find, whileDisabled, write } from './lib/dom.js';
import { liveList } from './lib/live-list.js';
import { startRounds } from './lib/rounds.js';
import { shownText } from './lib/words.js';
import { reportItem } from './report-item.js';

/** @typedef {import('../api/reports/report-body').ReportSummaryBody} ReportSummary */
/** @typedef {import('../api/reports/report-body').ReportPageBody} ReportPage */

const PAGE = 20;
const BUSY_PAUSE_MS = 1_500;
const QUIET_PAUSE_MS = 10_000;

const filters = find('#filters', HTMLFormElement);
const older = find('#older', HTMLButtonElement);

/**
 * Lists the reports that match the filters of the page, newest first, and keeps them up to date.
 * @param {{ onRound: () => Promise<void> }} options
 */
export function startHistory({ onRound }) {
  /** @param {string} words */
  const trouble = (words) => write(find('#history-trouble', HTMLElement), words);
  let isBusy = false;
  const reports = liveList({
    list: find('#reports', HTMLElement),
    load,
    again,
    makeItem: () => reportItem({ onChange: () => refresh(), onTrouble: trouble }),
    onShown({ rows, hasMore, total = 0 }) {
      isBusy = rows.some(({ state }) => state === 'Running');
      older.hidden = !hasMore;
      write(find('#news', HTMLElement), total > 0 ? '' : wordsForNone());
      write(find('#reports-shown', HTMLElement), shownText(rows.length, total, 'report'));
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
      const first = await reports.loadOlder().catch((error) => trouble(messageOf(error)));
      first?.querySelector('a')?.focus();
    }),
  );
}

/** @param {string | null} cursor */
async function load(cursor) {
  /** @type {ReportPage} */
  const page = await call(withQuery('/api/v1/reports', { ...chosen(), limit: PAGE, cursor }));
  return { rows: page.reports.map(toRow), nextCursor: page.next_cursor, total: page.total };
}

/** @param {ReturnType<typeof toRow>} row */
async function again(row) {
  if (row.state !== 'Running') return row;
  try {
    /** @type {ReportSummary} */
    const report = await call(row.links.self);
    return toRow(report);
  } catch {
    return row; // The next round tries again.
  }
}

/** @param {ReportSummary} report */
function toRow(report) {
  return { ...report, id: report.report_id, at: report.requested_at };
}

function chosen() {
  return Object.fromEntries([...new FormData(filters)].map(([name, value]) => [name, String(value)]));
}

/** The address carries the filters, so that a reload and a bookmark keep them. */
function readAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = filters.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

function wordsForNone() {
  const isFiltered = Object.values(chosen()).some((value) => value !== '');
  return isFiltered ? 'No report matches these filters.' : 'There are no reports yet. Request the first one.';
}

/**
 * Offers the names seen so far as choices.
 * @param {readonly ReportSummary[]} reports
 */
function offerNames(reports) {
  const names = find('#names', HTMLDataListElement);
  const seen = new Set([...names.options].map((option) => option.value));
  for (const { requested_by: name } of reports) {
    if (name === null || seen.has(name)) continue;
    seen.add(name);
    names.append(new Option('', name));
  }
}
