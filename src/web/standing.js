const PAUSE_MS = 5_000;

const form = document.querySelector('#make');
const makeError = document.querySelector('#make-error');
const listError = document.querySelector('#list-error');
const news = document.querySelector('#news');
const list = document.querySelector('#standing');
const shown = new Map();
let timer;

form.elements.timezone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  makeError.textContent = '';
  try {
    const made = await call('/api/v1/standing-reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(readForm()),
    });
    // Temporal may not list it for a second yet.
    place(made);
    write(news, `${made.name} is made.`);
    form.elements.name.value = '';
  } catch (trouble) {
    makeError.textContent = trouble.message;
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
  clearTimeout(timer);
  try {
    const { standing_reports: reports } = await call('/api/v1/standing-reports');
    const ids = new Set(reports.map((report) => report.id));
    for (const id of shown.keys()) if (!ids.has(id)) take(id);
    reports.forEach((report, index) => {
      const item = place(report);
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    write(news, reports.length === 0 ? 'There are none yet.' : '');
    listError.textContent = '';
  } catch (trouble) {
    write(listError, trouble.message);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refresh, PAUSE_MS);
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Touches only what changed, so that the focus and a selection stay where they are. */
function place(report) {
  const entry = shown.get(report.id) ?? { item: list.appendChild(element('li')), facts: '' };
  const facts = JSON.stringify(report);
  if (entry.facts !== facts) entry.item.replaceChildren(...parts(report));
  shown.set(report.id, { item: entry.item, facts });
  return entry.item;
}

function take(id) {
  shown.get(id)?.item.remove();
  shown.delete(id);
}

function parts(report) {
  const [last] = report.last_runs;
  const actions = element('p', { className: 'actions' });
  if (last) {
    const link = element('a', { href: last.page, textContent: 'Last report' });
    link.setAttribute('aria-label', `Last report of ${report.name}`);
    actions.append(link);
  }
  const { pause, resume, run, remove } = buttonsOf(report);
  actions.append(report.paused ? resume : pause, run, remove);
  return [
    element('div', { className: 'head' }, element('strong', { textContent: report.name }), nextOf(report)),
    element('p', { textContent: describe(report) }),
    actions,
  ];
}

function buttonsOf(report) {
  const address = `/api/v1/standing-reports/${report.id}`;
  const act = (name) => async () => place(await call(`${address}/${name}`, { method: 'POST' }));
  return {
    pause: button('Pause', report, act('pause')),
    resume: button('Resume', report, act('resume')),
    run: button('Run now', report, act('run')),
    remove: button('Remove', report, async () => {
      if (!confirm(`Remove ${report.name}? The reports that it has made stay.`)) return;
      await call(address, { method: 'DELETE' });
      take(report.id);
    }),
  };
}

function button(text, report, act) {
  const made = element('button', { className: 'button plain', type: 'button', textContent: text });
  made.setAttribute('aria-label', `${text}: ${report.name}`);
  made.addEventListener('click', async () => {
    made.disabled = true;
    listError.textContent = '';
    try {
      await act();
    } catch (trouble) {
      write(listError, trouble.message);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

function nextOf(report) {
  const [next] = report.next_runs;
  if (!next) return element('span', { textContent: report.paused ? 'Paused' : 'No next run' });
  const words = `Next ${new Date(next).toLocaleString()}`;
  return element('time', { className: 'when', dateTime: next, textContent: words });
}

function describe({ when, report, notify }) {
  const day = when.weekday
    ? `Every ${when.weekday.charAt(0).toUpperCase()}${when.weekday.slice(1)}`
    : 'Every day';
  const stores = report.stores === null ? 'every store' : `${report.stores.length} stores`;
  const mail = notify.emails.length > 0 ? [`to ${notify.emails.join(', ')}`] : [];
  return [`${day} at ${when.at} ${when.timezone}`, report.method, stores, ...mail].join(' · ');
}

async function call(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, cache: 'no-store' });
  } catch {
    throw new Error('Loopwatch does not answer. Is it running?');
  }
  if (answer.status === 204) return null;
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
