import { write } from '../lib/dom.js';
import { counted } from '../lib/words.js';
import { chipList } from './chip-list.js';
import { findStores } from './find-stores.js';
import { optionList } from './option-list.js';

const SEPARATORS = /[\n\r,;\t]+/;
const SEARCH_AFTER_MS = 150;

/**
 * Stores chosen one by one from those found as one types, or pasted as a list; without the search it takes plain text.
 * @returns `take`, which gives the chosen ids, what is still in the field included.
 */
export function storePicker(form) {
  const input = form.querySelector('#stores');
  const news = form.querySelector('#stores-news');
  const chips = chipList(form.querySelector('#store-chips'), { input, onChange: tellChosen });
  const options = optionList(form.querySelector('#store-options'), { input, onPick: choose });
  let timer;
  let latest = 0;

  function choose(...ids) {
    chips.add(ids.flatMap((id) => id.split(SEPARATORS)));
    input.value = '';
    options.close();
  }

  function tellChosen(ids) {
    input.placeholder = ids.length === 0 ? 'Every store' : 'Another store';
    write(news, ids.length === 0 ? '' : `${counted(ids.length, 'store')} chosen.`);
  }

  /** @returns the ids found of what is typed, those chosen already included; null: something else is typed by now. */
  async function search() {
    clearTimeout(timer);
    const text = input.value.trim();
    const mine = ++latest;
    if (text === '') return options.close();
    const found = await findStores(text);
    if (mine !== latest || input.value.trim() !== text) return null;
    const ids = found?.ids ?? [];
    options.show(ids.filter((id) => !chips.has(id)));
    write(news, foundText(found));
    return ids;
  }

  /** What is typed may be part of an id only: then the first that was found is meant. */
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
    const text = event.clipboardData.getData('text');
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

function foundText(found) {
  if (found === null) return 'Stores cannot be searched just now. Enter takes the id as it is.';
  const { ids, total } = found;
  if (total === 0) return 'No such store was found. Enter takes the id as it is.';
  return ids.length < total
    ? `${counted(total, 'store')} found; the first ${ids.length} are listed, and Enter takes the first.`
    : `${counted(total, 'store')} found; Enter takes the first.`;
}
