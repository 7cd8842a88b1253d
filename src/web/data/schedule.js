import { call } from '../lib/api.js';
import { element, whileDisabled, write } from '../lib/dom.js';
import { counted, localTime, plainText } from '../lib/words.js';

const NEXT_SHOWN = 3;
const part = (name) => document.querySelector(`#schedule-${name}`);

/** How the hourly Schedule stands, and the form that pauses and resumes it. */
export function startSchedule({ onTrouble }) {
  let schedule = null;

  async function refresh() {
    try {
      show(await call('/api/v1/schedule'));
    } catch (trouble) {
      if (trouble.status !== 404) throw trouble;
      write(part('state'), trouble.message);
    }
  }

  function show(next) {
    if (JSON.stringify(next) === JSON.stringify(schedule)) return;
    schedule = next;
    const { paused, note, missed, skipped } = next;
    part('state').className = 'state';
    part('state').dataset.state = paused ? 'paused' : 'fresh';
    write(
      part('state'),
      paused ? 'Paused: nothing is taken in by itself' : 'On: what is new is taken in every hour',
    );
    write(part('note'), note === null ? '' : `The last change: ${plainText(note)}`);
    part('next').replaceChildren(...nextRuns(next));
    write(part('missed'), missed + skipped === 0 ? '' : missedText(missed, skipped));
    write(part('change'), paused ? 'Resume' : 'Pause');
    part('form').hidden = false;
  }

  part('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const reason = part('reason').value.trim();
    await whileDisabled(part('change'), async () => {
      try {
        const action = schedule.paused ? 'resume' : 'pause';
        show(
          await call(`/api/v1/schedule/${action}`, {
            method: 'POST',
            body: reason === '' ? {} : { note: reason },
          }),
        );
        part('reason').value = '';
        onTrouble('');
      } catch (trouble) {
        onTrouble(trouble.message);
      }
    });
  });
  return { refresh };
}

function nextRuns({ next_runs: runs }) {
  if (runs.length === 0) return [];
  const items = runs.slice(0, NEXT_SHOWN).map((run) => element('li', {}, localTime(run)));
  return [
    element('p', { className: 'hint', textContent: 'The next runs:' }),
    element('ul', { className: 'plain' }, ...items),
  ];
}

function missedText(missed, skipped) {
  const parts = [
    ...(missed > 0 ? [`${counted(missed, 'hour')} missed while the service was down`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'hour')} left out because the one before still ran`] : []),
  ];
  return `${parts.join('; ')}.`;
}
