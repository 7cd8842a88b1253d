import { ApiError, call, messageOf } from '../lib/api.js';
import { element, find, whileDisabled, write } from '../lib/dom.js';
import { counted, localTime, plainText } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/schedule-operations').ScheduleBody} Schedule */

const NEXT_SHOWN = 3;

/**
 * Shows the hourly Schedule, and the form that pauses and resumes it.
 * @param {{ onTrouble: (words: string) => void }} listeners
 */
export function startSchedule({ onTrouble }) {
  const parts = findParts();
  /** @type {Schedule | null} */
  let schedule = null;

  async function refresh() {
    try {
      show(await call('/api/v1/schedule'));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      write(parts.state, error.message);
    }
  }

  /** @param {Schedule} next */
  function show(next) {
    if (JSON.stringify(next) === JSON.stringify(schedule)) return;
    schedule = next;
    const { paused, note, missed, skipped } = next;
    parts.state.className = 'state';
    parts.state.dataset.state = paused ? 'paused' : 'fresh';
    write(parts.state, paused ? 'Paused: no hourly ingestion runs' : 'On: new data is ingested every hour');
    write(parts.note, note === null ? '' : `The last change: ${plainText(note)}`);
    parts.next.replaceChildren(...nextRuns(next));
    write(parts.missed, missed + skipped === 0 ? '' : missedText(missed, skipped));
    write(parts.change, paused ? 'Resume' : 'Pause');
    parts.form.hidden = false;
  }

  async function change() {
    const reason = parts.reason.value.trim();
    try {
      const action = schedule?.paused ? 'resume' : 'pause';
      const body = reason === '' ? {} : { note: reason };
      show(await call(`/api/v1/schedule/${action}`, { method: 'POST', body }));
      parts.reason.value = '';
      onTrouble('');
    } catch (error) {
      onTrouble(messageOf(error));
    }
  }

  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    void whileDisabled(parts.change, change);
  });
  return { refresh };
}

function findParts() {
  return {
    state: find('#schedule-state', HTMLElement),
    note: find('#schedule-note', HTMLElement),
    next: find('#schedule-next', HTMLElement),
    missed: find('#schedule-missed', HTMLElement),
    form: find('#schedule-form', HTMLFormElement),
    reason: find('#schedule-reason', HTMLInputElement),
    change: find('#schedule-change', HTMLButtonElement),
  };
}

/** @param {Schedule} schedule */
function nextRuns({ next_runs: runs }) {
  if (runs.length === 0) return [];
  const items = runs.slice(0, NEXT_SHOWN).map((run) => element('li', {}, localTime(run)));
  return [
    element('p', { className: 'hint', textContent: 'The next runs:' }),
    element('ul', { className: 'plain' }, ...items),
  ];
}

/**
 * @param {number} missed
 * @param {number} skipped
 */
function missedText(missed, skipped) {
  const parts = [
    ...(missed > 0 ? [`${counted(missed, 'hour')} missed while the service was down`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'hour')} skipped because the run before had not ended`] : []),
  ];
  return `${parts.join('; ')}.`;
}
