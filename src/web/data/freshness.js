import { call } from '../lib/api.js';
import { element, write } from '../lib/dom.js';
import { shortVerdict } from '../lib/freshness-words.js';
import { localTime, plainText, spanText, utcText } from '../lib/words.js';

/** How fresh the data are, large and in plain words. */
export async function showFreshness() {
  const freshness = await call('/api/v1/freshness');
  const verdict = document.querySelector('#verdict');
  verdict.dataset.state = freshness.state;
  verdict.className = 'verdict state';
  write(verdict, shortVerdict(freshness));
  const { newest_poll_at: newest, newest_poll_age_seconds: age, last_new_polls_at: cameAt } = freshness;
  const facts = document.querySelector('#fresh-facts');
  const shown = JSON.stringify([newest, cameAt, freshness.log_version, age === null ? null : spanText(age)]);
  if (facts.dataset.shown !== shown) {
    facts.dataset.shown = shown;
    facts.replaceChildren(
      ...(newest === null ? [] : [fact('The newest poll tells of', utcText(newest), `${spanText(age)} ago`)]),
      ...(cameAt === null ? [] : [fact('New polls last came in', localTime(cameAt))]),
      fact('Version of the log', String(freshness.log_version)),
    );
  }
  write(document.querySelector('#fresh-last'), lastWords(freshness.last_ingestion));
}

function fact(name, value, more = null) {
  const hint = more === null ? null : element('span', { className: 'hint', textContent: ` (${more})` });
  return element('div', {}, element('dt', { textContent: name }), element('dd', {}, value, hint));
}

function lastWords(last) {
  if (last === null) return 'No ingestion has finished yet.';
  if (last.state === 'Completed') return '';
  return `The last ingestion ended as ${last.state}. ${plainText(last.message ?? '')}`;
}
