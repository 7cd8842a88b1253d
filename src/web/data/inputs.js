import { call, messageOf, withQuery } from '../lib/api.js';
import { button, element, find, whileDisabled, write } from '../lib/dom.js';
import { counted, plainText } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/input-operations').InputsBody} Inputs */
/** @typedef {Inputs['inputs'][number]} Input */
/** @typedef {import('../../api/ingestions/list-kept-stores').KeptStoresBody} KeptStores */

const NAMES = { hours: 'Menu hours', timezones: 'Time zones' };
const WITHOUT = {
  hours: 'Without hours, a store counts as open around the clock.',
  timezones: 'Without a time zone, a store counts as in America/Chicago.',
};

/**
 * Shows the versions of hours and time zones, and lets people accept what waits for them.
 * @param {{ onTrouble: (words: string) => void }} listeners
 */
export function startInputs({ onTrouble }) {
  const list = find('#inputs', HTMLElement);
  const news = find('#inputs-news', HTMLElement);
  let shown = '';

  async function refresh() {
    /** @type {Inputs} */
    const { inputs } = await call('/api/v1/inputs');
    const facts = JSON.stringify(inputs);
    if (facts === shown) return;
    const parts = await Promise.all(inputs.map((input) => inputItem(input, change)));
    shown = facts;
    list.replaceChildren(...parts);
  }

  /**
   * @param {HTMLButtonElement} pressed
   * @param {Input} input
   * @param {'accept' | 'accept-losses'} action
   * @param {object} body
   * @param {string} done
   */
  function change(pressed, input, action, body, done) {
    return whileDisabled(pressed, async () => {
      try {
        await call(`/api/v1/inputs/${input.kind}/${action}`, { method: 'POST', body });
        await refresh();
        write(news, done);
        onTrouble('');
      } catch (error) {
        onTrouble(messageOf(error));
      }
    });
  }

  return { refresh };
}

/** @typedef {(pressed: HTMLButtonElement, input: Input, action: 'accept' | 'accept-losses', body: object, done: string) => Promise<void>} Change */

/**
 * @param {Input} input
 * @param {Change} change
 */
async function inputItem(input, change) {
  const { kind, version, files, notices } = input;
  const title = version === 0 ? 'none in use' : `version ${version}, from ${files.join(', ') || 'no file'}`;
  return element(
    'li',
    {},
    element('p', {}, element('b', { textContent: NAMES[kind] }), `: ${plainText(title)}`),
    element('p', { className: 'hint', textContent: storesText(input) }),
    ...(notices.length === 0 ? [] : [plainList(notices)]),
    ...heldParts(input, change),
    ...(await lostParts(input, change)),
  );
}

/** @param {Input} input */
function storesText({ stores }) {
  return [
    `${counted(stores.given, 'store')} from the files`,
    stores.kept_lost > 0 ? `${counted(stores.kept_lost, 'store')} lost by the files, kept` : null,
    stores.kept_unreadable > 0
      ? `${counted(stores.kept_unreadable, 'store')} with unreadable rows, kept`
      : null,
    stores.unreadable > 0 ? `${counted(stores.unreadable, 'store')} not known` : null,
  ]
    .filter((text) => text !== null)
    .join(' · ');
}

/** @param {readonly string[]} lines */
function plainList(lines) {
  const items = lines.map((line) => element('li', { textContent: plainText(line) }));
  return element('ul', { className: 'problems' }, ...items);
}

/**
 * @param {Input} input
 * @param {Change} change
 */
function heldParts(input, change) {
  const { held, kind } = input;
  if (held === null) return [];
  const accept = button(`Use version ${held.version}`, { className: 'button second' }, () =>
    change(
      accept,
      input,
      'accept',
      { version: held.version },
      `Version ${held.version} of the ${kind} is in use now.`,
    ),
  );
  const why = `Version ${held.version} is held back because ${held.reason}.`;
  return [element('p', { textContent: plainText(why) }), element('p', { className: 'actions' }, accept)];
}

/**
 * The stores that no file gives any more, each with a button.
 * @param {Input} input
 * @param {Change} change
 */
async function lostParts(input, change) {
  if (input.stores.kept_lost === 0) return [];
  const { kind } = input;
  /** @type {KeptStores} */
  const { stores, total } = await call(
    withQuery(`/api/v1/inputs/${kind}/kept`, { reason: 'lost', limit: 50 }),
  );
  const rows = stores.map(({ store_id: id, keeps }) => {
    const label = `Accept that store ${id} has none`;
    const accept = button('Accept the loss', { className: 'button plain', ariaLabel: label }, () =>
      change(accept, input, 'accept-losses', { stores: [id] }, `Store ${id} has none any more.`),
    );
    return element('li', {}, element('bdi', {}, plainText(id)), ` keeps ${keeps} `, accept);
  });
  const all = button(
    `Accept the loss of all ${counted(total, 'store')}`,
    { className: 'button second' },
    () => change(all, input, 'accept-losses', { all: true }, `${counted(total, 'store')} lost: accepted.`),
  );
  const more = total > stores.length ? ` The first ${stores.length} of them:` : '';
  return [
    element('p', {
      textContent: `No file gives these ${counted(total, 'store')} any more. ${WITHOUT[kind]}${more}`,
    }),
    element('ul', { className: 'plain', ariaLabel: `Lost by the ${kind}` }, ...rows),
    ...(input.held === null ? [element('p', { className: 'actions' }, all)] : []),
  ];
}
