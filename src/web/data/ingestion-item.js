import { call } from '../lib/api.js';
import { button, element, stateMark } from '../lib/dom.js';
import { counted, localTime, plainText } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/ingestion-body').IngestionSummaryBody} IngestionSummary */
/** @typedef {import('../../api/ingestions/ingestion-body').IngestionBody} Ingestion */
/** @typedef {NonNullable<IngestionSummary['counts']>} Counts */

/** @type {Readonly<Record<string, string>>} */
const TRIGGERS = {
  schedule: 'by the hourly schedule',
  start: 'at the start of Loopwatch',
  cli: 'from the command line',
  api: 'from this page or the API',
};

/**
 * One ingestion in the list. `onQuarantine` is called with its id to show its quarantined rows.
 * @param {{ onQuarantine: (id: string) => void }} listeners
 * @returns {import('../lib/live-list.js').Item<IngestionSummary & import('../lib/live-list.js').Row>}
 */
export function ingestionItem({ onQuarantine }) {
  const item = element('li');
  return {
    element: item,
    facts: '',
    fill(ingestion) {
      const { id, state, trigger, started_at: startedAt, counts } = ingestion;
      const title = element('span', {}, stateMark(state), ` · ${TRIGGERS[trigger] ?? trigger}`);
      const quarantined = counts?.quarantined ?? 0;
      item.replaceChildren(
        element(
          'div',
          { className: 'head' },
          title,
          element('span', { className: 'when' }, localTime(startedAt)),
        ),
        ...(counts === null ? [] : [element('p', { textContent: countsText(counts) })]),
        ...messageParts(ingestion),
        ...passedOverParts(ingestion.passed_over),
        ...(quarantined > 0 ? [quarantineButton(quarantined, () => onQuarantine(id))] : []),
      );
    },
  };
}

/**
 * What the ingestion did, and below it each problem on a line of its own.
 * @param {IngestionSummary} ingestion
 */
function messageParts(ingestion) {
  const { message, problems, counts } = ingestion;
  if (message === null) return [];
  const words = element('p', { className: 'hint' });
  const list = element('ul', { className: 'problems', ariaLabel: 'Problems' });
  /** @param {readonly string[]} troubles */
  const tell = (troubles) => {
    const rest = troubles.reduce((text, trouble) => text.replace(trouble, ''), message);
    words.textContent = plainText(rest.trim());
    list.replaceChildren(...troubles.map((trouble) => element('li', { textContent: plainText(trouble) })));
    list.hidden = troubles.length === 0;
  };
  tell(problems);
  if (counts !== null && counts.files_rejected + counts.files_held > 0)
    void troublesOfFiles(ingestion).then((ofFiles) => tell([...problems, ...ofFiles]));
  return [words, list];
}

/**
 * Each file that was passed over, with the reason.
 * @param {IngestionSummary['passed_over']} passedOver
 */
function passedOverParts({ files, more }) {
  const count = files.length + more;
  if (count === 0) return [];
  const items = files.map(({ name, reason }) =>
    element('li', {}, element('b', { textContent: plainText(name) }), `: ${plainText(reason)}`),
  );
  const rest = more === 0 ? [] : [element('li', { textContent: `and ${counted(more, 'more file')}` })];
  return [
    element(
      'details',
      { className: 'hint' },
      element('summary', { textContent: `${counted(count, 'file')} passed over` }),
      element('ul', { className: 'problems' }, ...items, ...rest),
    ),
  ];
}

/**
 * Why files were rejected or held back; empty where the API does not answer.
 * @param {IngestionSummary} ingestion
 * @returns {Promise<readonly string[]>}
 */
async function troublesOfFiles({ id }) {
  try {
    /** @type {Ingestion} */
    const { files } = await call(`/api/v1/ingestions/${id}`);
    return files.flatMap(({ message }) => (message === null ? [] : [message]));
  } catch {
    return [];
  }
}

/** @param {Counts} counts */
function countsText(counts) {
  return [
    `${counted(counts.accepted, 'new row')} of polls, hours and timezones`,
    `${counted(counts.files_accepted, 'file')} ingested, ${counts.files_unchanged.toLocaleString()} unchanged`,
    counts.files_rejected > 0 ? `${counts.files_rejected.toLocaleString()} rejected` : null,
    counts.files_held > 0 ? `${counts.files_held.toLocaleString()} held back` : null,
    counts.duplicates > 0 ? `${counted(counts.duplicates, 'duplicate')}` : null,
    counts.disagreements > 0 ? `${counted(counts.disagreements, 'disagreement')}` : null,
  ]
    .filter((text) => text !== null)
    .join(' · ');
}

/**
 * @param {number} count
 * @param {() => void} onClick
 */
function quarantineButton(count, onClick) {
  const text = `Show the ${counted(count, 'quarantined row')}`;
  return element('p', {}, button(text, { className: 'button plain' }, onClick));
}
