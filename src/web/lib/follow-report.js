import { call } from './api.js';

const ENDS = ['completed', 'failed', 'cancelled'];
const PAUSE_MS = 2_000;
const LOST_LIMIT = 3;

/**
 * Calls `onState` with each state of a report until it has ended: as the server sends them, and where that fails by
 * asking again and again. A connection that drops is made anew; `onTrouble` has the words for the meantime, and '' after.
 */
export function followReport(address, { onState, onTrouble }) {
  const events = new EventSource(`${address}/events`);
  let lost = 0;
  for (const name of ['progress', ...ENDS]) {
    events.addEventListener(name, ({ data }) => {
      onTrouble('');
      onState(JSON.parse(data));
      if (ENDS.includes(name)) events.close();
    });
  }
  events.addEventListener('open', () => {
    lost = 0;
    onTrouble('');
  });
  events.addEventListener('error', () => {
    lost += 1;
    onTrouble('The connection was lost. Trying again …');
    if (events.readyState !== EventSource.CLOSED && lost < LOST_LIMIT) return;
    events.close();
    void ask(); // Reports its own errors by onTrouble.
  });

  async function ask() {
    try {
      const report = await call(address);
      onTrouble('');
      onState(report);
      if (report.state !== 'Running') return;
    } catch (trouble) {
      onTrouble(`${trouble.message} Trying again …`);
    }
    setTimeout(ask, PAUSE_MS);
  }
}
