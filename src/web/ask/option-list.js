import { element } from '../lib/dom.js';

/** The list below a combobox: arrow keys move in it while the focus stays in `input`. */
export function optionList(list, { input, onPick }) {
  let active = -1;

  function mark(index) {
    active = index;
    [...list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
    });
    const option = list.children[index];
    if (!option) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function show(ids) {
    list.replaceChildren(...ids.map(optionOf));
    list.hidden = ids.length === 0;
    input.setAttribute('aria-expanded', String(ids.length > 0));
    mark(-1);
  }

  function optionOf(id, index) {
    const option = element('li', { id: `store-option-${index}`, role: 'option', textContent: id });
    // Pressed, not clicked: the field would have lost the focus by then, and the list be closed.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      onPick(id);
    });
    return option;
  }

  const moves = {
    ArrowDown: () => mark((active + 1) % list.children.length),
    ArrowUp: () => mark((active <= 0 ? list.children.length : active) - 1),
    Escape: () => show([]),
    Enter: () => onPick(list.children[active].textContent),
  };
  return {
    show,
    close: () => show([]),
    /** @returns whether the key meant the list. */
    handleKey({ key }) {
      if (list.hidden || !Object.hasOwn(moves, key) || (key === 'Enter' && active < 0)) return false;
      moves[key]();
      return true;
    },
  };
}
