const SHOWN = 12;
const BUSY_PAUSE_MS = 1_500;
const QUIET_PAUSE_MS = 10_000;

const form = document.querySelector('#ask');
const error = document.querySelector('#ask-error');
const news = document.querySelector('#news');
const list = document.querySelector('#reports');
const freshness = document.querySelector('#freshness');
const ingestion = document.querySelector('#ingestion');
const shown = new Map();
let timer;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  error.textContent = '';
  try {
    await call('/api/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(readForm()),
    });
    await refresh();
  } catch (trouble) {
    error.textContent = trouble.message;
  } finally {
    button.disabled = false;
  }
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});

refresh();

function readForm() {
  const data = new FormData(form);
  const asOf = data.get('as_of');
  const stores = data
    .get('stores')
    .split(/[\n,]/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return {
    method: data.get('method'),
    // Browsers leave the seconds out where they are zero.
    ...(asOf ? { as_of: `${asOf.length === 16 ? `${asOf}:00` : asOf}Z` } : {}),
    ...(stores.length > 0 ? { stores } : {}),
  };
}

async function refresh() {
  clearTimeout(timer);
  let pause = QUIET_PAUSE_MS;
  try {
    const { reports } = await call(`/api/v1/reports?limit=${SHOWN}`);
    show(reports);
    say(reports.length === 0 ? 'There are none yet.' : '');
    if (reports.some((report) => report.state === 'Running')) pause = BUSY_PAUSE_MS;
    await tellOfData();
  } catch (trouble) {
    say(trouble.message);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refresh, pause);
}

/** How fresh the polls are, and what the last ingestion did or could not do. */
async function tellOfData() {
  const [{ message }, { ingestions }] = await Promise.all([
    call('/api/v1/freshness'),
    call('/api/v1/ingestions?limit=1'),
  ]);
  write(freshness, message);
  write(ingestion, ingestions[0]?.message ?? '');
}

function say(text) {
  write(news, text);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Touches only what changed, so that the focus and a selection stay where they are. */
function show(reports) {
  const ids = new Set(reports.map((report) => report.report_id));
  for (const [id, { item }] of shown) {
    if (ids.has(id)) continue;
    item.remove();
    shown.delete(id);
  }
  reports.forEach((report, index) => {
    const entry = shown.get(report.report_id) ?? { item: element('li'), facts: '' };
    const facts = JSON.stringify(report);
    if (entry.facts !== facts) entry.item.replaceChildren(...parts(report));
    shown.set(report.report_id, { item: entry.item, facts });
    if (list.children[index] !== entry.item) list.insertBefore(entry.item, list.children[index] ?? null);
  });
}

function parts(report) {
  const state = element('span', { className: 'state', textContent: report.state });
  state.dataset.state = report.state;
  const when = element('time', {
    className: 'when',
    dateTime: report.requested_at,
    textContent: new Date(report.requested_at).toLocaleString(),
  });
  const actions = element('p', { className: 'actions' });
  actions.append(...links(report));
  return [
    element('div', { className: 'head' }, state, when),
    element('p', { textContent: describe(report) }),
    ...(report.state === 'Running' ? [progressOf(report)] : []),
    ...(report.state === 'Failed' ? [element('p', { textContent: report.message })] : []),
    actions,
  ];
}

function describe(report) {
  const asOf = report.as_of
    ? `as of ${report.as_of.slice(0, 19).replace('T', ' ')} UTC`
    : 'as of the latest poll';
  const stores = report.store_count === null ? [] : [`${report.store_count.toLocaleString()} stores`];
  return [report.method, asOf, ...stores].filter(Boolean).join(' · ');
}

function progressOf(report) {
  const words = report.stage ? `At work on: ${report.stage}` : 'Waiting for a worker';
  const bar = element('progress', {
    max: 1,
    ...(report.fraction === null ? {} : { value: report.fraction }),
  });
  bar.setAttribute('aria-label', words);
  return element('div', {}, element('p', { className: 'hint', textContent: words }), bar);
}

function links(report) {
  const name = `report ${report.report_id.slice(0, 8)}`;
  const named = (text, href) => {
    const link = element('a', { href, textContent: text });
    link.setAttribute('aria-label', `${text} of ${name}`);
    return link;
  };
  const { csv, json, pdf, page, temporal } = report.links;
  const files = Object.entries({ CSV: csv, PDF: pdf, JSON: json }).filter(([, href]) => href !== null);
  return [
    ...files.map(([text, href]) => named(text, href)),
    named('Details', page),
    ...(temporal ? [named('Workflow', temporal)] : []),
    ...(report.state === 'Running' ? [cancelButton(report, name)] : []),
  ];
}

function cancelButton(report, name) {
  const button = element('button', { className: 'button plain', type: 'button', textContent: 'Cancel' });
  button.setAttribute('aria-label', `Cancel ${name}`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    await call(report.links.self, { method: 'DELETE' }).catch((trouble) => say(trouble.message));
    await refresh();
  });
  return button;
}

async function call(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, cache: 'no-store' });
  } catch {
    throw new Error('Loopwatch does not answer. Is it running?');
  }
  if (answer.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
