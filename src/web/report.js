import { messageOf, reach } from './lib/api.js';
import { find } from './lib/dom.js';

const PAUSE_MS = 200;

const section = document.querySelector('#stores');
if (section instanceof HTMLElement) start(section);

/**
 * Searches, sorts and pages the table in place: fetches the table's own page and takes its rows.
 * @param {HTMLElement} section
 */
function start(section) {
  const form = find('form', HTMLFormElement, section);
  const status = find('#stores-status', HTMLElement, section);
  const trouble = find('#stores-trouble', HTMLElement, section);
  const search = find('#search', HTMLInputElement, form);
  let round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  section.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.dataset.place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void show(new URL(link.href).searchParams, link.dataset.place);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void showFound().then(goToFound);
  });
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(showFound, PAUSE_MS);
  });

  function showFound() {
    clearTimeout(timer);
    const query = new URLSearchParams(rowsOf(section).dataset.query);
    query.set('search', search.value);
    return show(query, null);
  }

  /**
   * @param {URLSearchParams} query
   * @param {string | null} place the link that was pressed
   */
  async function show(query, place) {
    const mine = ++round;
    try {
      const page = await load(`${section.dataset.address}?${query}`);
      if (mine !== round) return;
      rowsOf(section).replaceWith(rowsOf(page));
      status.textContent = page.querySelector('#stores-status')?.textContent ?? '';
      trouble.textContent = '';
      for (const name of ['sort', 'order'])
        find(`[name=${name}]`, HTMLInputElement, form).value = query.get(name) ?? '';
      history.replaceState(null, '', addressWith(query));
      if (place) keepFocus(place);
    } catch (error) {
      if (mine === round) trouble.textContent = messageOf(error);
    }
  }

  /** @param {URLSearchParams} query */
  function addressWith(query) {
    const address = new URL(location.href);
    for (const name of ['search', 'hours', 'zone', 'sort', 'order', 'page'])
      address.searchParams.delete(name);
    for (const [name, value] of query) if (value !== '') address.searchParams.set(name, value);
    address.hash = section.id;
    return address;
  }

  /**
   * Keeps the focus on the same link of the new rows. Where it is gone, moves to the status line.
   * @param {string} place
   */
  function keepFocus(place) {
    const same = section.querySelector(`a[data-place="${place}"]`);
    if (same instanceof HTMLElement) same.focus();
    else goToFound();
  }

  /** Moves to the status line: the next Tab leads into the rows. */
  function goToFound() {
    status.tabIndex = -1;
    status.focus({ preventScroll: true });
    section.scrollIntoView();
  }
}

/** @param {ParentNode} within */
function rowsOf(within) {
  const rows = within.querySelector('#stores-rows');
  if (!(rows instanceof HTMLElement)) throw new Error('The answer has no table of stores. Reload the page.');
  return rows;
}

/** @param {string} address */
async function load(address) {
  const answer = await reach(address, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  if (!answer.ok) throw new Error(`The stores could not be read: Loopwatch answered with ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
