import { find, write } from '../lib/dom.js';
import { counted } from '../lib/words.js';
import { chipList } from './chip-list.js';
import { findStores } from './find-stores.js';
import { optionList } from './option-list.js';

const SEPARATORS = /[\n\r,;\t]+/;
const SEARCH_AFTER_MS = 150;

/**
 * Lets the reader pick stores from those found while typing, or paste a list. Where the search fails, it
 * takes plain text.
 * @param {HTMLFormElement} form
 * @returns {{ take(): string[] }} `take` returns the chosen ids, and what is still in the field.
 */
export function storePicker(form) {
  const input = find('#stores', HTMLInputElement, form);
  const news = find('#stores-news', HTMLElement, form);
  const chips = chipList(find('#store-chips', HTMLElement, form), { input, onChange: tellChosen });
  const options = optionList(find('#store-options', HTMLElement, form), { input, onPick: choose });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let latest = 0;

  /** @param {string} text one id, or several with separators between */
  function choose(text) {
    chips.add(text.split(SEPARATORS));
    input.value = '';
    options.close();
  }

  /** @param {readonly string[]} ids */
  function tellChosen(ids) {
    input.placeholder = ids.length === 0 ? 'Every store' : 'Another store';
    write(news, ids.length === 0 ? '' : `${counted(ids.length, 'store')} chosen.`);
  }

  /**
   * @returns the ids found for the typed text, with those already chosen; null where the text has changed
   * meanwhile.
   */
  async function search() {
    clearTimeout(timer);
    const text = input.value.trim();
    const mine = ++latest;
    if (text === '') {
      options.close();
      return null;
    }
    const found = await findStores(text);
    if (mine !== latest || input.value.trim() !== text) return null;
    const ids = found?.ids ?? [];
    options.show(ids.filter((id) => !chips.has(id)));
    write(news, foundText(found));
    return ids;
  }

  /**
   * Chooses the id that was typed, or the first id that holds the typed text.
   * @param {string} text
   */
  async function chooseTyped(text) {
    const ids = await search();
    if (!ids) return;
    const first = ids.find((id) => !chips.has(id)) ?? ids[0] ?? text;
    choose(ids.includes(text) ? text : first);
  }

  input.addEventListener('input', () => {
    if (SEPARATORS.test(input.value)) return choose(input.value);
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_AFTER_MS);
  });
  input.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text') ?? '';
    if (!SEPARATORS.test(text.trim())) return;
    event.preventDefault();
    choose(text);
  });
  input.addEventListener('keydown', (event) => {
    if (options.handleKey(event)) return event.preventDefault();
    if (event.key === 'Enter' && input.value.trim() !== '') {
      event.preventDefault();
      void chooseTyped(input.value.trim()); // Handles its own errors.
    } else if (event.key === 'Backspace' && input.value === '') chips.removeLast();
  });
  input.addEventListener('blur', () => options.close());
  return {
    take() {
      if (input.value.trim() !== '') choose(input.value);
      return chips.all();
    },
  };
}

/** @param {import('./find-stores.js').Found | null} found */
function foundText(found) {
  if (found === null) return 'The store search does not work right now. Enter adds the id as typed.';
  const { ids, total } = found;
  if (total === 0) return 'No store was found. Enter adds the id as typed.';
  return ids.length < total
    ? `${counted(total, 'store')} found, the first ${ids.length} are listed. Enter adds the first one.`
    : `${counted(total, 'store')} found. Enter adds the first one.`;
}
