import { button, element } from '../lib/dom.js';

/**
 * The chosen stores, each with a button that removes it. The focus moves to `input` after a removal.
 * @param {HTMLElement} list
 * @param {{ input: HTMLElement, onChange: (ids: readonly string[]) => void }} options
 */
export function chipList(list, { input, onChange }) {
  /** @type {Map<string, HTMLElement>} */
  const chosen = new Map();

  /** @param {string} id */
  function remove(id) {
    chosen.get(id)?.remove();
    chosen.delete(id);
    onChange([...chosen.keys()]);
    input.focus();
  }

  return {
    /** @param {string} id */
    has: (id) => chosen.has(id),
    all: () => [...chosen.keys()],
    /** @param {readonly string[]} ids */
    add(ids) {
      for (const id of ids.map((each) => each.trim())) {
        if (id === '' || chosen.has(id)) continue;
        const cross = button('×', { ariaLabel: `Remove store ${id}` }, () => remove(id));
        const chip = element('li', {}, element('bdi', { textContent: id }), cross);
        chosen.set(id, chip);
        list.append(chip);
      }
      onChange([...chosen.keys()]);
    },
    removeLast() {
      const last = [...chosen.keys()].at(-1);
      if (last !== undefined) remove(last);
    },
  };
}
