import { call, messageOf } from './api.js';

/** @typedef {import('../../api/reports/report-body').ReportSummaryBody} ReportSummary */

const ENDS = ['completed', 'failed', 'cancelled'];
const PAUSE_MS = 2_000;
const LOST_LIMIT = 3;

/**
 * Calls `onState` with each state of a report until the report has ended. The server sends the states; where
 * that fails, the page asks for them again and again. `onTrouble` gets the words to show meanwhile, and ''
 * once all is well.
 * @param {string} address
 * @param {{ onState: (report: ReportSummary) => void, onTrouble: (words: string) => void }} listeners
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
      /** @type {ReportSummary} */
      const report = await call(address);
      onTrouble('');
      onState(report);
      if (report.state !== 'Running') return;
    } catch (error) {
      onTrouble(`${messageOf(error)} Trying again …`);
    }
    setTimeout(ask, PAUSE_MS);
  }
}
