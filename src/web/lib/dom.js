/** An element with its properties, and within it the children: elements or text; null is left out. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Touches only what changed, so that a screen reader says nothing twice. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** A button of the page. */
export function button(text, properties, onClick) {
  const made = element('button', { type: 'button', textContent: text, ...properties });
  made.addEventListener('click', onClick);
  return made;
}

/** Keeps a button from a second press until what the first one started has ended. */
export async function whileDisabled(pressed, work) {
  pressed.disabled = true;
  try {
    return await work();
  } finally {
    pressed.disabled = false;
  }
}

/** The state of something, with its colour. */
export function stateMark(state, words = state) {
  const mark = element('span', { className: 'state', textContent: words });
  mark.dataset.state = state;
  return mark;
}
