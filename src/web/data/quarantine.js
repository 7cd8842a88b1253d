import { call, messageOf, withQuery } from '../lib/api.js';
import { element, find, whileDisabled, write } from '../lib/dom.js';
import { counted, visibleText } from '../lib/words.js';
import { ingestionChoice, reasonChoice, reasonsOf } from './quarantine-choices.js';

/** @typedef {import('../../api/ingestions/ingestion-body').IngestionSummaryBody} IngestionSummary */
/** @typedef {import('../../api/ingestions/ingestion-body').IngestionBody} Ingestion */
/** @typedef {import('../../api/ingestions/quarantine-schema').QuarantinePageBody} QuarantinePage */

const PAGE = 50;

/**
 * Shows the quarantined rows of one ingestion or of all, for one reason or for any.
 * @param {{ onTrouble: (words: string) => void }} listeners
 */
export function startQuarantine({ onTrouble }) {
  const parts = findParts();
  /** @type {string | null} */
  let offered = null;
  /** @type {readonly IngestionSummary[]} */
  let known = [];
  let shown = 0;
  /** @type {string | null} */
  let nextCursor = null;
  let round = 0;
  const chosen = () => ({
    state: parts.state.value,
    ingestion: parts.ingestion.value,
    reason: parts.reason.value,
  });

  /** @param {string | null} cursor of the next page; null: the first page */
  async function load(cursor) {
    const mine = ++round;
    /** @type {QuarantinePage} */
    const page = await call(withQuery('/api/v1/quarantine', { ...chosen(), limit: PAGE, cursor }));
    if (mine !== round) return;
    if (cursor === null) parts.rows.replaceChildren();
    parts.rows.append(...page.rows.map(rowOf));
    shown = (cursor === null ? 0 : shown) + page.rows.length;
    nextCursor = page.next_cursor;
    tell();
  }

  function tell() {
    const { ingestion, reason, state } = chosen();
    parts.scroll.hidden = shown === 0;
    parts.more.hidden = nextCursor === null;
    parts.csv.hidden = shown === 0;
    parts.csv.href = withQuery('/api/v1/quarantine.csv', { state, ingestion, reason });
    const total =
      reason === '' && state === ''
        ? known.find(({ id }) => id === ingestion)?.counts?.quarantined
        : undefined;
    write(parts.news, shown === 0 ? `No ${state === '' ? '' : `${state} `}row is in quarantine.` : '');
    if (shown === 0) write(parts.shown, '');
    else if (nextCursor === null) write(parts.shown, `That is all: ${counted(shown, 'row')}.`);
    else
      write(parts.shown, `Showing ${shown} of ${total === undefined ? 'more rows' : counted(total, 'row')}.`);
  }

  async function chooseIngestion() {
    parts.reason.replaceChildren(...reasonChoice(reasonsOf(await filesOf(chosen().ingestion))));
    await load(null);
  }

  /** @param {() => Promise<void>} work */
  const guarded = (work) => () => work().catch((error) => onTrouble(messageOf(error)));
  parts.filter.addEventListener('submit', (event) => event.preventDefault());
  parts.ingestion.addEventListener('change', guarded(chooseIngestion));
  for (const select of [parts.reason, parts.state])
    select.addEventListener(
      'change',
      guarded(() => load(null)),
    );
  parts.more.addEventListener('click', () =>
    whileDisabled(
      parts.more,
      guarded(() => load(nextCursor)),
    ),
  );
  return {
    /**
     * Offers these ingestions as choices. The first time, it chooses the newest of them.
     * @param {readonly IngestionSummary[]} ingestions
     */
    async offer(ingestions) {
      const ids = ingestions.map(({ id }) => id).join();
      if (ids === offered) return;
      const isFirst = offered === null;
      const before = chosen().ingestion;
      offered = ids;
      known = ingestions;
      parts.ingestion.replaceChildren(...ingestionChoice(ingestions));
      parts.ingestion.value = isFirst ? (ingestions[0]?.id ?? '') : before;
      if (isFirst || before === '') await chooseIngestion();
    },
    /** @param {string} id */
    async choose(id) {
      parts.ingestion.value = id;
      parts.state.value = '';
      await guarded(chooseIngestion)();
      parts.title.focus();
    },
  };
}

function findParts() {
  return {
    title: find('#quarantine-title', HTMLElement),
    filter: find('#quarantine-filter', HTMLFormElement),
    ingestion: find('#quarantine-ingestion', HTMLSelectElement),
    reason: find('#quarantine-reason', HTMLSelectElement),
    state: find('#quarantine-state', HTMLSelectElement),
    news: find('#quarantine-news', HTMLElement),
    scroll: find('#quarantine-scroll', HTMLElement),
    rows: find('#quarantine-rows', HTMLElement),
    shown: find('#quarantine-shown', HTMLElement),
    csv: find('#quarantine-csv', HTMLAnchorElement),
    more: find('#quarantine-more', HTMLButtonElement),
  };
}

/**
 * @param {string} ingestionId
 * @returns {Promise<Ingestion['files']>}
 */
async function filesOf(ingestionId) {
  if (ingestionId === '') return [];
  /** @type {Ingestion} */
  const { files } = await call(`/api/v1/ingestions/${ingestionId}`);
  return files;
}

/** @param {QuarantinePage['rows'][number]} row */
function rowOf({ source, file, line, reason, raw, state }) {
  return element(
    'tr',
    {},
    element('td', { textContent: file, title: source }),
    element('td', { className: 'number', textContent: line.toLocaleString() }),
    element('td', { textContent: reason }),
    element('td', {}, element('code', { textContent: visibleText(raw) })),
    element('td', { textContent: state }),
  );
}
