/** Characters that a reader does not see, or takes for a blank: formats, controls and odd blanks. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const MAX_LENGTH = 120;

/** A text from a file as messages quote it: unseen characters as `[U+200B]`, and not too long. */
export function visibleText(text: string): string {
  const characters = Array.from(text);
  const start = characters.slice(0, MAX_LENGTH).join('');
  const shown = start.replace(UNSEEN, (character) => `[U+${codeOf(character)}]`);
  return characters.length > MAX_LENGTH ? `${shown}…` : shown;
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
