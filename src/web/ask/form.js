import { call } from '../lib/api.js';
import { whileDisabled, write } from '../lib/dom.js';
import { storePicker } from './store-picker.js';

/** Sends the form that asks for a report, then goes to the page where it can be watched. */
export function startAsking(form) {
  const picker = storePicker(form);
  const error = form.querySelector('#ask-error');
  // A form has a `method` of its own, so its field is found by id.
  const method = form.querySelector('#method');
  const adapt = () => {
    form.querySelector('#as-of-field').hidden = form.elements.when.value === 'latest';
    form.querySelector('#hold-field').hidden = method.value !== 'interpolate';
  };
  form.addEventListener('change', adapt);
  adapt();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    write(error, '');
    await whileDisabled(form.querySelector('[type=submit]'), async () => {
      try {
        const body = readForm(form, picker.take());
        const { links } = await call('/api/v1/reports', { method: 'POST', body });
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
  const method = data.get('method');
  const formats = data.getAll('formats');
  if (formats.length === 0) throw new Error('Choose at least one file to make, under More options.');
  return {
    method,
    formats,
    extended: data.has('extended'),
    full_table: data.has('full_table'),
    ...(data.get('when') === 'instant' ? { as_of: asOf(data.get('as_of')) } : {}),
    ...(method === 'interpolate' ? { hold: `${data.get('hold')}${data.get('hold_unit')}` } : {}),
    ...(stores.length > 0 ? { stores } : {}),
  };
}

function asOf(text) {
  if (!text) throw new Error('Give the date and the time in UTC, or choose the latest poll.');
  // Browsers leave the seconds out where they are zero.
  return `${text.length === 16 ? `${text}:00` : text}Z`;
}
