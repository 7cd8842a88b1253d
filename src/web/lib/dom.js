/**
 * The element of the page that a selector names.
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @param {ParentNode} [within]
 * @returns {Kind}
 * @throws {Error} where there is none of this kind.
 */
export function find(selector, kind, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} ${selector}.`);
  return found;
}

/**
 * Makes an element with its properties and its children. A child that is null is left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Writes a text only where it changes, so that a screen reader says nothing twice.
 * @param {Node} target
 * @param {string} text
 */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * Makes a button.
 * @param {string} text
 * @param {Partial<HTMLButtonElement>} properties
 * @param {() => unknown} onClick
 */
export function button(text, properties, onClick) {
  const made = element('button', { type: 'button', textContent: text, ...properties });
  made.addEventListener('click', onClick);
  return made;
}

/**
 * Disables a button until the work that it started has ended.
 * @template Result
 * @param {HTMLButtonElement} pressed
 * @param {() => Promise<Result>} work
 */
export async function whileDisabled(pressed, work) {
  pressed.disabled = true;
  try {
    return await work();
  } finally {
    pressed.disabled = false;
  }
}

/**
 * A state, in its colour.
 * @param {string} words
 * @param {string} [state] what decides the colour
 */
export function stateMark(words, state = words) {
  const mark = element('span', { className: 'state', textContent: words });
  mark.dataset.state = state;
  return mark;
}
