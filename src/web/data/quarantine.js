import { call, withQuery } from '../lib/api.js';
import { element, whileDisabled, write } from '../lib/dom.js';
import { counted } from '../lib/words.js';
import { ingestionChoice, reasonChoice, reasonsOf } from './quarantine-choices.js';

const PAGE = 50;
const part = (name) => document.querySelector(`#quarantine-${name}`);

/** The rows that were put aside: of one ingestion or of all, for one reason or for any. */
export function startQuarantine({ onTrouble }) {
  let offered = null;
  let known = [];
  let shown = 0;
  let nextCursor = null;
  let round = 0;
  const chosen = () => ({ ingestion: part('ingestion').value, reason: part('reason').value });

  async function load({ anew }) {
    const mine = ++round;
    const cursor = anew ? null : nextCursor;
    const page = await call(withQuery('/api/v1/quarantine', { ...chosen(), limit: PAGE, cursor }));
    if (mine !== round) return;
    if (anew) part('rows').replaceChildren();
    part('rows').append(...page.rows.map(rowOf));
    shown = (anew ? 0 : shown) + page.rows.length;
    nextCursor = page.next_cursor;
    tell();
  }

  function tell() {
    part('scroll').hidden = shown === 0;
    part('more').hidden = nextCursor === null;
    part('csv').hidden = shown === 0;
    part('csv').href = withQuery('/api/v1/quarantine.csv', chosen());
    const total = known.find(({ id }) => id === chosen().ingestion)?.counts.quarantined;
    const isWhole = total !== undefined && chosen().reason === '';
    write(part('news'), shown === 0 ? 'No row was put aside.' : '');
    if (shown === 0) write(part('shown'), '');
    else if (nextCursor === null) write(part('shown'), `That is all: ${counted(shown, 'row')}.`);
    else write(part('shown'), `Showing ${shown} of ${isWhole ? counted(total, 'row') : 'more rows'}.`);
  }

  async function chooseIngestion() {
    const { ingestion } = chosen();
    const files = ingestion === '' ? [] : (await call(`/api/v1/ingestions/${ingestion}`)).files;
    part('reason').replaceChildren(...reasonChoice(reasonsOf(files)));
    await load({ anew: true });
  }

  const guarded = (work) => () => work().catch((trouble) => onTrouble(trouble.message));
  part('filter').addEventListener('submit', (event) => event.preventDefault());
  part('ingestion').addEventListener('change', guarded(chooseIngestion));
  part('reason').addEventListener(
    'change',
    guarded(() => load({ anew: true })),
  );
  part('more').addEventListener('click', () =>
    whileDisabled(
      part('more'),
      guarded(() => load({ anew: false })),
    ),
  );
  return {
    /** Offers these ingestions to choose from; at first the newest of them is chosen. */
    async offer(ingestions) {
      const ids = ingestions.map(({ id }) => id).join();
      if (ids === offered) return;
      const isFirst = offered === null;
      const before = chosen().ingestion;
      offered = ids;
      known = ingestions;
      part('ingestion').replaceChildren(...ingestionChoice(ingestions));
      part('ingestion').value = isFirst ? (ingestions[0]?.id ?? '') : before;
      if (isFirst || before === '') await chooseIngestion();
    },
    async choose(id) {
      part('ingestion').value = id;
      await guarded(chooseIngestion)();
      part('title').focus();
    },
  };
}

function rowOf({ source, file, line, reason, raw }) {
  return element(
    'tr',
    {},
    element('td', { textContent: file, title: source }),
    element('td', { className: 'number', textContent: line.toLocaleString() }),
    element('td', { textContent: reason }),
    element('td', {}, element('code', { textContent: raw })),
  );
}
