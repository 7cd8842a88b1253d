import { call, messageOf } from './lib/api.js';
import { find, whileDisabled, write } from './lib/dom.js';
import { startRounds } from './lib/rounds.js';
import { standingItem } from './standing-item.js';

/** @typedef {import('../api/standing/standing-body').StandingBody} StandingReport */
/** @typedef {import('../api/standing/standing-body').StandingListBody} StandingList */

const PAUSE_MS = 5_000;

const form = find('#make', HTMLFormElement);
const list = find('#standing', HTMLElement);
const news = find('#news', HTMLElement);
const name = find('#name', HTMLInputElement);
/** @param {string} words */
const onTrouble = (words) => write(find('#list-error', HTMLElement), words);
/** @type {Map<string, ReturnType<typeof standingItem>>} */
const items = new Map();

find('#timezone', HTMLInputElement).value = Intl.DateTimeFormat().resolvedOptions().timeZone;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void whileDisabled(find('button', HTMLButtonElement, form), create);
});

startRounds(refresh, { pauseMs: PAUSE_MS, onTrouble });

async function create() {
  const trouble = find('#make-error', HTMLElement);
  write(trouble, '');
  try {
    /** @type {StandingReport} */
    const made = await call('/api/v1/standing-reports', { method: 'POST', body: readForm() });
    // Shown from the answer: Temporal may not list it for a second.
    place(made);
    write(news, `${made.name} was created.`);
    name.value = '';
  } catch (error) {
    write(trouble, messageOf(error));
  }
}

function readForm() {
  const data = new FormData(form);
  /** @param {string} field */
  const textOf = (field) => String(data.get(field) ?? '');
  /** @param {string} field */
  const entriesOf = (field) =>
    textOf(field)
      .split(/[\n,]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  const every = textOf('every');
  const stores = entriesOf('stores');
  return {
    name: textOf('name'),
    when: {
      at: textOf('at'),
      timezone: textOf('timezone').trim(),
      ...(every === 'day' ? { every } : { every: 'week', weekday: every }),
    },
    report: { method: textOf('method'), ...(stores.length > 0 ? { stores } : {}) },
    notify: { emails: entriesOf('emails') },
  };
}

async function refresh() {
  /** @type {StandingList} */
  const { standing_reports: reports } = await call('/api/v1/standing-reports');
  const ids = new Set(reports.map(({ id }) => id));
  for (const id of items.keys()) if (!ids.has(id)) remove(id);
  reports.forEach((report, index) => {
    const item = place(report);
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  write(news, reports.length === 0 ? 'There are no standing reports yet.' : '');
  return PAUSE_MS;
}

/**
 * Changes only what differs, so that the focus and a selection stay in place.
 * @param {StandingReport} report
 */
function place(report) {
  const item = items.get(report.id) ?? standingItem({ onChange: place, onRemove: remove, onTrouble });
  const facts = JSON.stringify(report);
  if (item.facts !== facts) item.fill(report);
  item.facts = facts;
  items.set(report.id, item);
  if (!item.element.isConnected) list.append(item.element);
  return item.element;
}

/** @param {string} id */
function remove(id) {
  items.get(id)?.element.remove();
  items.delete(id);
}
