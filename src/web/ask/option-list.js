import { element } from '../lib/dom.js';

/**
 * The list below a combobox. Arrow keys move in it while the focus stays in `input`.
 * @param {HTMLElement} list
 * @param {{ input: HTMLElement, onPick: (id: string) => void }} options
 */
export function optionList(list, { input, onPick }) {
  let active = -1;

  /** @param {number} index */
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

  /** @param {readonly string[]} ids */
  function show(ids) {
    list.replaceChildren(...ids.map(optionOf));
    list.hidden = ids.length === 0;
    input.setAttribute('aria-expanded', String(ids.length > 0));
    mark(-1);
  }

  /**
   * @param {string} id
   * @param {number} index
   */
  function optionOf(id, index) {
    const option = element('li', { id: `store-option-${index}`, role: 'option', textContent: id });
    // Not on click: by then the field has lost the focus and the list is closed.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      onPick(id);
    });
    return option;
  }

  /** @type {Readonly<Record<string, () => void>>} */
  const moves = {
    ArrowDown: () => mark((active + 1) % list.children.length),
    ArrowUp: () => mark((active <= 0 ? list.children.length : active) - 1),
    Escape: () => show([]),
    Enter: () => onPick(list.children[active]?.textContent ?? ''),
  };
  return {
    show,
    close: () => show([]),
    /**
     * @param {KeyboardEvent} event
     * @returns whether the key was meant for the list.
     */
    handleKey({ key }) {
      const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
      if (list.hidden || !move || (key === 'Enter' && active < 0)) return false;
      move();
      return true;
    },
  };
}
