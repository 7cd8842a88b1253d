import { call } from './lib/api.js';
import { button, element, stateMark, whileDisabled } from './lib/dom.js';
import { stageText } from './lib/stage-words.js';
import { counted, localTime, plainText, utcText } from './lib/words.js';

/** One report in the list. `fill` writes it anew; `onChange` is called when it was told to stop. */
export function reportItem({ onChange, onTrouble }) {
  const item = element('li');
  return {
    element: item,
    facts: '',
    fill(report) {
      item.replaceChildren(
        element('div', { className: 'head' }, titleOf(report), askedOf(report)),
        element('div', { className: 'head' }, describe(report), actionsOf(report, { onChange, onTrouble })),
        ...(report.state === 'Running' ? [progressOf(report)] : []),
        ...(report.message ? [element('p', { textContent: plainText(report.message) })] : []),
      );
    },
  };
}

function titleOf(report) {
  const link = element('a', { href: report.links.page, textContent: titleText(report) });
  return element('span', {}, stateMark(report.state), ' · ', link);
}

function titleText({ as_of: asOf }) {
  return asOf ? `as of ${utcText(asOf)}` : 'as of the latest poll';
}

function askedOf({ requested_at: asked }) {
  return element('span', { className: 'when' }, 'Asked ', localTime(asked));
}

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
    who === null ? null : `asked by ${who}`,
  ].filter(Boolean);
  const ended = finished === null ? [] : [' · ended ', localTime(finished)];
  return element('p', { className: 'when' }, facts.join(' · '), ...ended);
}

function progressOf({ stage, fraction }) {
  const words = stageText(stage);
  const bar = element('progress', {
    max: 1,
    ariaLabel: words,
    ...(fraction === null ? {} : { value: fraction }),
  });
  return element('div', {}, element('p', { className: 'hint', textContent: words }), bar);
}

function actionsOf(report, { onChange, onTrouble }) {
  return element(
    'p',
    { className: 'actions' },
    ...links(report),
    ...stopButton(report, { onChange, onTrouble }),
  );
}

function links(report) {
  const { self: _self, events: _events, page: _page, temporal, ...files } = report.links;
  const named = Object.entries(files).map(([format, href]) => [format.toUpperCase(), href]);
  return [...named, ['Workflow', temporal]]
    .filter(([, href]) => href !== null)
    .map(([text, href]) =>
      element('a', { href, textContent: text, ariaLabel: `${text} of ${nameOf(report)}` }),
    );
}

function stopButton(report, { onChange, onTrouble }) {
  if (report.state !== 'Running') return [];
  const stop = async ({ currentTarget }) => {
    await whileDisabled(currentTarget, () =>
      call(report.links.self, { method: 'DELETE' }).catch((trouble) => onTrouble(trouble.message)),
    );
    await onChange();
  };
  return [button('Cancel', { className: 'button plain', ariaLabel: `Cancel ${nameOf(report)}` }, stop)];
}

function nameOf({ report_id: id }) {
  return `report ${id.slice(0, 8)}`;
}
