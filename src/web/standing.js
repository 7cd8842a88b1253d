import { call } from './lib/api.js';
import { whileDisabled, write } from './lib/dom.js';
import { startRounds } from './lib/rounds.js';
import { standingItem } from './standing-item.js';

const PAUSE_MS = 5_000;

const form = document.querySelector('#make');
const list = document.querySelector('#standing');
const news = document.querySelector('#news');
const sayWrong = (words) => write(document.querySelector('#list-error'), words);
const items = new Map();

form.elements.timezone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void whileDisabled(form.querySelector('button'), make); // `make` shows its own errors.
});

startRounds(refresh, { pauseMs: PAUSE_MS, onTrouble: sayWrong });

async function make() {
  const trouble = document.querySelector('#make-error');
  write(trouble, '');
  try {
    const made = await call('/api/v1/standing-reports', { method: 'POST', body: readForm() });
    // Temporal may not list it for a second yet.
    place(made);
    write(news, `${made.name} is made.`);
    form.elements.name.value = '';
  } catch (error) {
    write(trouble, error.message);
  }
}

function readForm() {
  const data = new FormData(form);
  const entries = (name) =>
    (data.get(name) ?? '')
      .split(/[\n,]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  const every = data.get('every');
  const stores = entries('stores');
  return {
    name: data.get('name'),
    when: {
      at: data.get('at'),
      timezone: data.get('timezone').trim(),
      ...(every === 'day' ? { every } : { every: 'week', weekday: every }),
    },
    report: { method: data.get('method'), ...(stores.length > 0 ? { stores } : {}) },
    notify: { emails: entries('emails') },
  };
}

async function refresh() {
  const { standing_reports: reports } = await call('/api/v1/standing-reports');
  const ids = new Set(reports.map(({ id }) => id));
  for (const id of items.keys()) if (!ids.has(id)) take(id);
  reports.forEach((report, index) => {
    const item = place(report);
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  write(news, reports.length === 0 ? 'There are none yet.' : '');
}

/** Touches only what changed, so that the focus and a selection stay where they are. */
function place(report) {
  const item = items.get(report.id) ?? standingItem({ place, take, sayWrong });
  const facts = JSON.stringify(report);
  if (item.facts !== facts) item.fill(report);
  item.facts = facts;
  items.set(report.id, item);
  if (!item.element.isConnected) list.append(item.element);
  return item.element;
}

function take(id) {
  items.get(id)?.element.remove();
  items.delete(id);
}
