import { call, messageOf } from '../lib/api.js';
import { find, whileDisabled, write } from '../lib/dom.js';
import { storePicker } from './store-picker.js';

/**
 * Sends the form that requests a report, then opens the page of the new report.
 * @param {HTMLFormElement} form
 */
export function startAsking(form) {
  const picker = storePicker(form);
  const error = find('#ask-error', HTMLElement, form);
  /** @type {{ text: string, key: string } | null} */
  let asked = null;

  /**
   * The same key for the same request until it is answered: a lost answer must not lead to a second report.
   * @param {string} text
   */
  function keyFor(text) {
    if (asked?.text !== text) asked = { text, key: randomKey() };
    return asked.key;
  }

  const adapt = () => {
    find('#as-of-field', HTMLElement, form).hidden = !find('#when-instant', HTMLInputElement, form).checked;
    find('#hold-field', HTMLElement, form).hidden = !usesHold(form);
  };
  form.addEventListener('change', adapt);
  adapt();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    write(error, '');
    await whileDisabled(find('[type=submit]', HTMLButtonElement, form), async () => {
      try {
        const body = readForm(form, picker.take());
        const headers = { 'Idempotency-Key': keyFor(JSON.stringify(body)) };
        /** @type {import('../../api/reports/report-body').ReportAcceptedBody} */
        const { links } = await call('/api/v1/reports', { method: 'POST', body, headers });
        asked = null;
        location.assign(links.page);
      } catch (trouble) {
        write(error, messageOf(trouble));
      }
    });
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {readonly string[]} stores
 * @throws {Error} where the fields do not make a request.
 */
function readForm(form, stores) {
  const data = new FormData(form);
  const formats = data.getAll('formats');
  if (formats.length === 0) throw new Error('Choose at least one file to make, under More options.');
  return {
    method: data.get('method'),
    formats,
    extended: data.has('extended'),
    full_table: data.has('full_table'),
    ...(data.get('when') === 'instant' ? { as_of: asOf(String(data.get('as_of') ?? '')) } : {}),
    ...(usesHold(form) ? { hold: `${data.get('hold')}${data.get('hold_unit')}` } : {}),
    ...(stores.length > 0 ? { stores } : {}),
  };
}

/**
 * Whether the chosen method uses the hold. By id: a form has a `method` of its own.
 * @param {HTMLFormElement} form
 */
function usesHold(form) {
  const [chosen] = find('#method', HTMLSelectElement, form).selectedOptions;
  return chosen?.hasAttribute('data-uses-hold') ?? false;
}

/** @param {string} text */
function asOf(text) {
  if (text === '') throw new Error('Give the date and the time in UTC, or choose the latest poll.');
  // Browsers leave out the seconds where they are zero.
  return `${text.length === 16 ? `${text}:00` : text}Z`;
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
