import { showFreshness } from './data/freshness.js';
import { startIngestions } from './data/ingestions.js';
import { startInputs } from './data/inputs.js';
import { startQuarantine } from './data/quarantine.js';
import { startSchedule } from './data/schedule.js';
import { find, write } from './lib/dom.js';
import { startRounds } from './lib/rounds.js';

const BUSY_PAUSE_MS = 1_500;
const QUIET_PAUSE_MS = 10_000;

/** @param {string} words */
const onTrouble = (words) => write(find('#data-trouble', HTMLElement), words);
const quarantine = startQuarantine({ onTrouble });
const ingestions = startIngestions({
  onTrouble,
  onChange: () => refresh(),
  onQuarantine: quarantine.choose,
});
const schedule = startSchedule({ onTrouble });
const inputs = startInputs({ onTrouble });
const refresh = startRounds(
  async () => {
    await Promise.all([showFreshness(), schedule.refresh(), ingestions.refresh(), inputs.refresh()]);
    await quarantine.offer(ingestions.withQuarantine());
    return ingestions.isBusy() ? BUSY_PAUSE_MS : QUIET_PAUSE_MS;
  },
  { pauseMs: QUIET_PAUSE_MS, onTrouble },
);
