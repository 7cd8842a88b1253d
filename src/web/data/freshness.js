import { call } from '../lib/api.js';
import { element, find, stateMark, write } from '../lib/dom.js';
import { shortVerdict } from '../lib/freshness-words.js';
import { counted, localTime, plainText, spanText, utcText } from '../lib/words.js';

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
  write(find('#fresh-last', HTMLElement), freshness.state === 'fresh' ? '' : plainText(freshness.message));
  showParts(freshness);
}

/** @param {Freshness} freshness */
function showParts({ sources, inputs }) {
  const parts = find('#fresh-parts', HTMLElement);
  const facts = JSON.stringify([sources, inputs]);
  if (parts.dataset.shown === facts) return;
  parts.dataset.shown = facts;
  parts.replaceChildren(
    ...sources.map(({ source, ...rest }) => partItem(source.replace(/^folder:/, ''), rest)),
    ...inputs.map(({ input, ...rest }) => partItem(INPUT_NAMES[input], { last_listed_at: null, ...rest })),
  );
}

/** @type {Readonly<Record<Freshness['inputs'][number]['input'], string>>} */
const INPUT_NAMES = { polls: 'Polls', hours: 'Menu hours', timezones: 'Timezones' };

/** @type {Readonly<Record<Freshness['state'], string>>} */
const STATES = {
  fresh: 'Fresh',
  sample: 'Sample',
  old: 'Old',
  problems: 'Problems',
  stale: 'Stale',
  empty: 'None',
};

/**
 * A source or an input: its state, what it holds, and what is wrong.
 * @param {string} name
 * @param {Omit<Freshness['sources'][number], 'source'>} part
 */
function partItem(name, part) {
  const { state, message, files, rows_read: rows, rows_quarantined: quarantined } = part;
  const { last_listed_at: listed, last_changed_at: changed, newest_poll_at: newest } = part;
  const amounts = [
    counted(files, 'file'),
    ...(rows === null || rows === 0 ? [] : [`${counted(rows, 'row')} read`]),
    ...(quarantined === 0 ? [] : [`${counted(quarantined, 'row')} in quarantine${shareText(part)}`]),
  ];
  const times = [
    ...(listed === null ? [] : ['listed ', localTime(listed), '; ']),
    ...(changed === null ? [] : ['last changed ', localTime(changed), '; ']),
    ...(newest === null ? [] : [`newest poll ${utcText(newest)}; `]),
  ].map((word, index, all) => (index === all.length - 1 ? word.toString().replace(/; $/, '') : word));
  return element(
    'li',
    {},
    element(
      'div',
      { className: 'head' },
      element('b', { textContent: name }),
      stateMark(STATES[state], state),
    ),
    element('p', { className: 'hint', textContent: amounts.join(' · ') }),
    times.length === 0 ? null : element('p', { className: 'hint' }, ...times),
    message === '' || state === 'fresh' ? null : element('p', { textContent: plainText(message) }),
  );
}

/** @param {{ quarantined_share: number | null }} part */
function shareText({ quarantined_share: share }) {
  if (share === null) return '';
  return ` (${share < 0.0001 ? 'less than 0.01' : (share * 100).toLocaleString(undefined, { maximumFractionDigits: 2 })} %)`;
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
