import { call } from '../lib/api.js';
import { whileDisabled, write } from '../lib/dom.js';
import { storePicker } from './store-picker.js';

/** Sends the form that asks for a report, then goes to the page where it can be watched. */
export function startAsking(form) {
  const picker = storePicker(form);
  const error = form.querySelector('#ask-error');
  let asked = null;

  /** The same for the same request until it was answered: an answer that was lost leaves one report, not two. */
  function keyFor(text) {
    if (asked?.text !== text) asked = { text, key: randomKey() };
    return asked.key;
  }

  const adapt = () => {
    form.querySelector('#as-of-field').hidden = form.elements.when.value === 'latest';
    form.querySelector('#hold-field').hidden = !usesHold(form);
  };
  form.addEventListener('change', adapt);
  adapt();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    write(error, '');
    await whileDisabled(form.querySelector('[type=submit]'), async () => {
      try {
        const body = readForm(form, picker.take());
        const headers = { 'Idempotency-Key': keyFor(JSON.stringify(body)) };
        const { links } = await call('/api/v1/reports', { method: 'POST', body, headers });
        asked = null;
        location.assign(links.page);
      } catch (trouble) {
        write(error, trouble.message);
      }
    });
  });
}

/** @throws Error where what is filled in makes no request. */
function readForm(form, stores) {
  const data = new FormData(form);
  const formats = data.getAll('formats');
  if (formats.length === 0) throw new Error('Choose at least one file to make, under More options.');
  return {
    method: data.get('method'),
    formats,
    extended: data.has('extended'),
    full_table: data.has('full_table'),
    ...(data.get('when') === 'instant' ? { as_of: asOf(data.get('as_of')) } : {}),
    ...(usesHold(form) ? { hold: `${data.get('hold')}${data.get('hold_unit')}` } : {}),
    ...(stores.length > 0 ? { stores } : {}),
  };
}

/** By id: a form has a `method` of its own. */
function usesHold(form) {
  return form.querySelector('#method').selectedOptions[0].hasAttribute('data-uses-hold');
}

function asOf(text) {
  if (!text) throw new Error('Give the date and the time in UTC, or choose the latest poll.');
  // Browsers leave the seconds out where they are zero.
  return `${text.length === 16 ? `${text}:00` : text}Z`;
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
