import { call } from './lib/api.js';
import { whileDisabled, write } from './lib/dom.js';
import { followReport } from './lib/follow-report.js';
import { stageText } from './lib/stage-words.js';
import { spanText } from './lib/words.js';
import { offerNotice } from './notice.js';

const box = document.querySelector('#watch');
const part = (name) => document.querySelector(`#watch-${name}`);
const address = box.dataset.report;
const trouble = (words) => write(part('trouble'), words);
const tellOfEnd = offerNotice(part('tell'), address);

part('cancel').hidden = false;
part('cancel').addEventListener('click', ({ currentTarget }) =>
  whileDisabled(currentTarget, async () => {
    try {
      await call(address, { method: 'DELETE' });
      write(part('words'), 'Told to stop …');
    } catch (error) {
      trouble(error.message);
    }
  }),
);
followReport(address, { onState: show, onTrouble: trouble });

function show(report) {
  if (report.state !== 'Running') {
    tellOfEnd(report);
    // The server has the page of a report that has ended.
    location.reload();
    return;
  }
  const { stage, fraction, seconds_left: left } = report;
  write(part('words'), `${stageText(stage)}.`);
  write(part('left'), left === null || left === undefined ? '' : `About ${spanText(left)} left.`);
  write(part('stores'), amount(report.store_count));
  write(part('polls'), amount(report.poll_count));
  if (fraction === null) part('progress').removeAttribute('value');
  else part('progress').value = fraction;
  showStages(stage);
}

function showStages(stage) {
  const items = [...box.querySelectorAll('[data-stage]')];
  const at = stage === 'done' ? items.length : items.findIndex((item) => item.dataset.stage === stage);
  items.forEach((item, index) => {
    const step = index === at ? 'current' : index < at ? 'done' : 'waiting';
    item.dataset.step = step;
    item.toggleAttribute('aria-current', step === 'current');
    if (step === 'current') item.setAttribute('aria-current', 'step');
    write(item.querySelector('.step'), `(${step})`);
  });
}

function amount(count) {
  return count === null ? 'not known yet' : count.toLocaleString();
}
