import { button, element, stateMark } from '../lib/dom.js';
import { counted, localTime, plainText } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/ingestion-body').IngestionSummaryBody} IngestionSummary */
/** @typedef {NonNullable<IngestionSummary['counts']>} Counts */

/** @type {Readonly<Record<IngestionSummary['outcome'], string>>} */
const OUTCOMES = {
  running: 'Running',
  completed: 'Completed',
  completed_with_problems: 'Completed with problems',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
/** What the message says before the problems, which stand in a list here. */
const HEADING = 'Completed with problems:';

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
      const { id, outcome, trigger, started_at: startedAt, counts } = ingestion;
      const title = element(
        'span',
        {},
        stateMark(OUTCOMES[outcome], outcome),
        ` · ${TRIGGERS[trigger] ?? trigger}`,
      );
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
function messageParts({ message, troubles }) {
  if (message === null) return [];
  const rest = [HEADING, ...troubles].reduce((text, part) => text.replace(part, ''), message);
  const words = element('p', { className: 'hint', textContent: plainText(rest.trim()) });
  if (troubles.length === 0) return [words];
  const items = troubles.map((trouble) => element('li', { textContent: plainText(trouble) }));
  return [words, element('ul', { className: 'problems', ariaLabel: 'Problems' }, ...items)];
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
