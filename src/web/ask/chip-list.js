import { button, element } from '../lib/dom.js';

/** The chosen stores, each with a button that removes it. `input` has the focus once one was removed. */
export function chipList(list, { input, onChange }) {
  const chosen = new Map();

  function remove(id) {
    chosen.get(id)?.remove();
    chosen.delete(id);
    onChange([...chosen.keys()]);
    input.focus();
  }

  return {
    has: (id) => chosen.has(id),
    all: () => [...chosen.keys()],
    add(ids) {
      for (const id of ids.map((each) => each.trim())) {
        if (id === '' || chosen.has(id)) continue;
        const cross = button('×', { ariaLabel: `Remove store ${id}` }, () => remove(id));
        const chip = element('li', {}, element('span', { textContent: id }), cross);
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
