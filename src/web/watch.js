import { call, messageOf } from './lib/api.js';
import { find, whileDisabled, write } from './lib/dom.js';
import { followReport } from './lib/follow-report.js';
import { stageText } from './lib/stage-words.js';
import { spanText } from './lib/words.js';
import { offerNotice } from './notice.js';

/** @typedef {import('../api/reports/report-body').ReportSummaryBody} ReportSummary */

const box = find('#watch', HTMLElement);
/** @param {string} name */
const part = (name) => find(`#watch-${name}`, HTMLElement);
const address = box.dataset.report ?? '';
const progress = find('#watch-progress', HTMLProgressElement);
const cancel = find('#watch-cancel', HTMLButtonElement);
/** @param {string} words */
const trouble = (words) => write(part('trouble'), words);
const tellOfEnd = offerNotice(find('#watch-tell', HTMLButtonElement), address);

cancel.hidden = false;
cancel.addEventListener('click', () =>
  whileDisabled(cancel, async () => {
    try {
      await call(address, { method: 'DELETE' });
      write(part('words'), 'Cancelling …');
    } catch (error) {
      trouble(messageOf(error));
    }
  }),
);
followReport(address, { onState: show, onTrouble: trouble });

/** @param {ReportSummary} report */
function show(report) {
  if (report.state !== 'Running') {
    tellOfEnd(report);
    // The server has another page for a report that has ended.
    location.reload();
    return;
  }
  const { stage, waiting, fraction, seconds_left: left } = report;
  write(part('words'), waiting ?? `${stageText(stage)}.`);
  write(part('left'), left === null ? '' : `About ${spanText(left)} left.`);
  write(part('stores'), amount(report.store_count));
  write(part('polls'), amount(report.poll_count));
  if (fraction === null) progress.removeAttribute('value');
  else progress.value = fraction;
  showStages(stage);
}

/** @param {ReportSummary['stage']} stage */
function showStages(stage) {
  const items = [...box.querySelectorAll('li')].filter((item) => item.dataset.stage !== undefined);
  const at = stage === 'done' ? items.length : items.findIndex((item) => item.dataset.stage === stage);
  items.forEach((item, index) => {
    const step = index === at ? 'current' : index < at ? 'done' : 'waiting';
    item.dataset.step = step;
    if (step === 'current') item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
    write(find('.step', HTMLElement, item), `(${step})`);
  });
}

/** @param {number | null} count */
function amount(count) {
  return count === null ? 'not known yet' : count.toLocaleString();
}
