import { call } from '../lib/api.js';
import { element, find, write } from '../lib/dom.js';
import { shortVerdict } from '../lib/freshness-words.js';
import { localTime, plainText, spanText, utcText } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/show-freshness').FreshnessBody} Freshness */

/** Shows in large and plain words how fresh the data is. */
export async function showFreshness() {
  /** @type {Freshness} */
  const freshness = await call('/api/v1/freshness');
  const verdict = find('#verdict', HTMLElement);
  verdict.dataset.state = freshness.state;
  verdict.className = 'verdict state';
  write(verdict, shortVerdict(freshness));
  const { newest_poll_at: newest, newest_poll_age_seconds: age, last_new_polls_at: cameAt } = freshness;
  const facts = find('#fresh-facts', HTMLElement);
  const ago = age === null ? null : `${spanText(age)} ago`;
  const shown = JSON.stringify([newest, cameAt, freshness.log_version, ago]);
  if (facts.dataset.shown !== shown) {
    facts.dataset.shown = shown;
    facts.replaceChildren(
      ...(newest === null ? [] : [fact('Time of the newest poll', utcText(newest), ago)]),
      ...(cameAt === null ? [] : [fact('Last ingestion with new polls', localTime(cameAt))]),
      fact('Version of the log', String(freshness.log_version)),
    );
  }
  write(find('#fresh-last', HTMLElement), lastWords(freshness.last_ingestion));
}

/**
 * @param {string} name
 * @param {Node | string} value
 * @param {string | null} [more]
 */
function fact(name, value, more = null) {
  const hint = more === null ? null : element('span', { className: 'hint', textContent: ` (${more})` });
  return element('div', {}, element('dt', { textContent: name }), element('dd', {}, value, hint));
}

/** @param {Freshness['last_ingestion']} last */
function lastWords(last) {
  if (last === null) return 'No ingestion has finished yet.';
  if (last.state === 'Completed') return '';
  return `The last ingestion ended as ${last.state}. ${plainText(last.message ?? '')}`;
}
