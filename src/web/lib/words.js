import { element } from './dom.js';

const local = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});
const utc = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const MINUTE = 60;
const DAY = 86_400;
const YEAR_DAYS = 365.25;

/**
 * An instant in the reader's own time, with its zone, because other times on the page are UTC.
 * @param {string} instant
 */
export function localTime(instant) {
  return element('time', {
    dateTime: instant,
    title: utcText(instant),
    textContent: local.format(new Date(instant)),
  });
}

/**
 * An instant as `25 Jan 2023, 18:13 UTC`.
 * @param {string} instant
 */
export function utcText(instant) {
  return `${utc.format(new Date(instant))} UTC`;
}

/**
 * The API's own words, with each instant in the reader's own time.
 * @param {string} text
 */
export function plainText(text) {
  return text.replace(INSTANT, (instant) => local.format(new Date(instant)));
}

/** Characters that a reader does not see, or takes for a blank. */
const UNSEEN = /(?!\t)[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/**
 * A row of a file, with what cannot be seen as `[U+200B]`.
 * @param {string} text
 */
export function visibleText(text) {
  return text.replace(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${code}]`;
  });
}

/**
 * A number of seconds in one or two units: `3 days`, `1 hour 20 minutes`.
 * @param {number} seconds
 */
export function spanText(seconds) {
  if (seconds < MINUTE) return counted(Math.max(1, Math.round(seconds)), 'second');
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = counted(Math.floor(minutes / 60), 'hour');
  if (seconds < DAY) return minutes % 60 === 0 ? hours : `${hours} ${counted(minutes % 60, 'minute')}`;
  const days = Math.floor(seconds / DAY);
  return days < 2 * YEAR_DAYS ? counted(days, 'day') : counted(Math.floor(days / YEAR_DAYS), 'year');
}

/**
 * `1 store`, `14,092 stores`.
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Says how much of a list is shown.
 * @param {number} shown
 * @param {number} total
 * @param {string} noun
 */
export function shownText(shown, total, noun) {
  if (total === 0) return '';
  return shown >= total
    ? `That is all: ${counted(total, noun)}.`
    : `Showing ${shown.toLocaleString()} of ${counted(total, noun)}.`;
}
