import { call, messageOf } from './lib/api.js';
import { button, element, whileDisabled } from './lib/dom.js';
import { counted, localTime } from './lib/words.js';

/** @typedef {import('../api/standing/standing-body').StandingBody} StandingReport */
/**
 * @typedef {object} Listeners
 * @property {(report: StandingReport) => void} onChange
 * @property {(id: string) => void} onRemove
 * @property {(words: string) => void} onTrouble
 */

/**
 * One standing report in the list.
 * @param {Listeners} listeners
 */
export function standingItem({ onChange, onRemove, onTrouble }) {
  const item = element('li');
  return {
    element: item,
    facts: '',
    /** @param {StandingReport} report */
    fill(report) {
      item.replaceChildren(
        element(
          'div',
          { className: 'head' },
          element('strong', { textContent: report.name }),
          nextOf(report),
        ),
        element('p', { className: 'when', textContent: describe(report) }),
        element('p', { className: 'actions' }, lastOf(report), ...buttonsOf(report)),
      );
    },
  };

  /** @param {StandingReport} report */
  function buttonsOf(report) {
    const address = `/api/v1/standing-reports/${report.id}`;
    /** @param {string} name */
    const act = (name) => async () => onChange(await call(`${address}/${name}`, { method: 'POST' }));
    return [
      report.paused ? acting('Resume', report, act('resume')) : acting('Pause', report, act('pause')),
      acting('Run now', report, act('run')),
      acting('Remove', report, async () => {
        if (!confirm(`Remove ${report.name}? The reports that it has made stay.`)) return;
        await call(address, { method: 'DELETE' });
        onRemove(report.id);
      }),
    ];
  }

  /**
   * @param {string} text
   * @param {StandingReport} report
   * @param {() => Promise<void>} act
   */
  function acting(text, report, act) {
    const made = button(text, { className: 'button plain', ariaLabel: `${text}: ${report.name}` }, () => {
      onTrouble('');
      return whileDisabled(made, () => act().catch((error) => onTrouble(messageOf(error))));
    });
    return made;
  }
}

/** @param {StandingReport} report */
function lastOf({ name, last_runs: [last] }) {
  if (!last) return null;
  return element('a', { href: last.page, textContent: 'Last report', ariaLabel: `Last report of ${name}` });
}

/** @param {StandingReport} report */
function nextOf({ paused, next_runs: [next] }) {
  if (!next) return element('span', { className: 'when', textContent: paused ? 'Paused' : 'No next run' });
  return element('span', { className: 'when' }, 'Next ', localTime(next));
}

/** @param {StandingReport} standing */
function describe({ when, report, notify }) {
  const day = when.weekday
    ? `Every ${when.weekday.charAt(0).toUpperCase()}${when.weekday.slice(1)}`
    : 'Every day';
  const stores = report.stores_asked === null ? 'every store' : counted(report.stores_asked, 'store');
  const mail = notify.emails.length > 0 ? [`to ${notify.emails.join(', ')}`] : [];
  return [`${day} at ${when.at} ${when.timezone}`, report.method, stores, ...mail].join(' · ');
}
