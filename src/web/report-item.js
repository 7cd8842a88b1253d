import { call, messageOf } from './lib/api.js';
import { button, element, stateMark, whileDisabled } from './lib/dom.js';
import { stageText } from './lib/stage-words.js';
import { counted, localTime, plainText, utcText } from './lib/words.js';

/** @typedef {import('../api/reports/report-body').ReportSummaryBody} ReportSummary */
/** @typedef {{ onChange: () => Promise<void>, onTrouble: (words: string) => void }} Listeners */

/**
 * One report in the list. `onChange` is called once a report was cancelled.
 * @param {Listeners} listeners
 * @returns {import('./lib/live-list.js').Item<ReportSummary & import('./lib/live-list.js').Row>}
 */
export function reportItem(listeners) {
  const item = element('li');
  return {
    element: item,
    facts: '',
    fill(report) {
      item.replaceChildren(
        element('div', { className: 'head' }, titleOf(report), requestedAt(report)),
        element('div', { className: 'head' }, describe(report), actionsOf(report, listeners)),
        ...(report.state === 'Running' ? [progressOf(report)] : []),
        ...(report.message ? [element('p', { textContent: plainText(report.message) })] : []),
      );
    },
  };
}

/** @param {ReportSummary} report */
function titleOf(report) {
  const link = element('a', { href: report.links.page, textContent: titleText(report) });
  return element('span', {}, stateMark(report.state), ' · ', link);
}

/** @param {ReportSummary} report */
function titleText({ as_of: asOf }) {
  return asOf ? `as of ${utcText(asOf)}` : 'as of the latest poll';
}

/** @param {ReportSummary} report */
function requestedAt({ requested_at: at }) {
  return element('span', { className: 'when' }, 'Requested ', localTime(at));
}

/** @param {ReportSummary} report */
function describe({
  method,
  store_count: stores,
  poll_count: polls,
  requested_by: who,
  finished_at: finished,
}) {
  const facts = [
    method,
    stores === null ? null : counted(stores, 'store'),
    polls === null ? null : counted(polls, 'poll'),
    who === null ? null : `requested by ${who}`,
  ].filter(Boolean);
  const ended = finished === null ? [] : [' · ended ', localTime(finished)];
  return element('p', { className: 'when' }, facts.join(' · '), ...ended);
}

/** @param {ReportSummary} report */
function progressOf({ stage, waiting, fraction }) {
  const words = waiting ?? stageText(stage);
  const bar = element('progress', {
    max: 1,
    ariaLabel: words,
    ...(fraction === null ? {} : { value: fraction }),
  });
  return element('div', {}, element('p', { className: 'hint', textContent: words }), bar);
}

/**
 * @param {ReportSummary} report
 * @param {Listeners} listeners
 */
function actionsOf(report, listeners) {
  return element('p', { className: 'actions' }, ...links(report), ...cancelButton(report, listeners));
}

/** @param {ReportSummary} report */
function links(report) {
  const { self: _self, events: _events, page: _page, temporal, ...files } = report.links;
  const named = Object.entries(files).map(([format, href]) => ({ text: format.toUpperCase(), href }));
  return [...named, { text: 'Workflow', href: temporal }].flatMap(({ text, href }) =>
    href === null
      ? []
      : [element('a', { href, textContent: text, ariaLabel: `${text} of ${nameOf(report)}` })],
  );
}

/**
 * @param {ReportSummary} report
 * @param {Listeners} listeners
 */
function cancelButton(report, { onChange, onTrouble }) {
  if (report.state !== 'Running') return [];
  const properties = { className: 'button plain', ariaLabel: `Cancel ${nameOf(report)}` };
  const cancel = button('Cancel', properties, async () => {
    await whileDisabled(cancel, () =>
      call(report.links.self, { method: 'DELETE' }).catch((error) => onTrouble(messageOf(error))),
    );
    await onChange();
  });
  return [cancel];
}

/** @param {ReportSummary} report */
function nameOf({ report_id: id }) {
  return `report ${id.slice(0, 8)}`;
}
