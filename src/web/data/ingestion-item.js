import { call } from '../lib/api.js';
import { button, element, stateMark } from '../lib/dom.js';
import { counted, localTime, plainText } from '../lib/words.js';

const TRIGGERS = {
  schedule: 'by the hour',
  start: 'at the start of Loopwatch',
  cli: 'from the command line',
  api: 'asked for here or through the API',
};

/** One ingestion in the list. `onQuarantine` is called with its id to show the rows that it put aside. */
export function ingestionItem({ onQuarantine }) {
  const item = element('li');
  return {
    element: item,
    facts: '',
    fill(ingestion) {
      const { id, state, trigger, started_at: startedAt, counts } = ingestion;
      const title = element('span', {}, stateMark(state), ` · ${TRIGGERS[trigger] ?? trigger}`);
      const aside = counts?.quarantined > 0 ? [asideButton(id, counts.quarantined, onQuarantine)] : [];
      item.replaceChildren(
        element(
          'div',
          { className: 'head' },
          title,
          element('span', { className: 'when' }, localTime(startedAt)),
        ),
        ...(counts === null ? [] : [element('p', { textContent: countsText(counts) })]),
        ...messageParts(ingestion),
        ...aside,
      );
    },
  };
}

/** What came in, and below it each trouble on a line of its own. */
function messageParts(ingestion) {
  const { message, problems, counts } = ingestion;
  if (message === null) return [];
  const words = element('p', { className: 'hint' });
  const list = element('ul', { className: 'problems', ariaLabel: 'Problems' });
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

/** Why files were rejected or held back; none where that cannot be read just now. */
async function troublesOfFiles({ id }) {
  const { files } = await call(`/api/v1/ingestions/${id}`).catch(() => ({ files: [] }));
  return files.flatMap(({ message }) => (message === null ? [] : [message]));
}

function countsText(counts) {
  return [
    `${counted(counts.accepted, 'new row')} of polls, hours and timezones`,
    `${counted(counts.files_accepted, 'file')} taken in, ${counts.files_unchanged.toLocaleString()} unchanged`,
    counts.files_rejected > 0 ? `${counts.files_rejected.toLocaleString()} rejected` : null,
    counts.files_held > 0 ? `${counts.files_held.toLocaleString()} held back` : null,
    counts.duplicates > 0 ? `${counted(counts.duplicates, 'duplicate')}` : null,
    counts.disagreements > 0 ? `${counted(counts.disagreements, 'disagreement')}` : null,
  ]
    .filter((text) => text !== null)
    .join(' · ');
}

function asideButton(id, count, onQuarantine) {
  const text = `Show the ${counted(count, 'row')} put aside`;
  return element(
    'p',
    {},
    button(text, { className: 'button plain' }, () => onQuarantine(id)),
  );
}
