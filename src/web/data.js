import { showFreshness } from './data/freshness.js';
import { startIngestions } from './data/ingestions.js';
import { startQuarantine } from './data/quarantine.js';
import { startSchedule } from './data/schedule.js';
import { write } from './lib/dom.js';
import { startRounds } from './lib/rounds.js';

const BUSY_PAUSE_MS = 1_500;
const QUIET_PAUSE_MS = 10_000;

const trouble = (words) => write(document.querySelector('#data-trouble'), words);
const quarantine = startQuarantine({ onTrouble: trouble });
const ingestions = startIngestions({
  onTrouble: trouble,
  onChange: () => refresh(),
  onQuarantine: quarantine.choose,
});
const schedule = startSchedule({ onTrouble: trouble });
const refresh = startRounds(
  async () => {
    await Promise.all([showFreshness(), schedule.refresh(), ingestions.refresh()]);
    await quarantine.offer(ingestions.withQuarantine());
    return ingestions.isBusy() ? BUSY_PAUSE_MS : QUIET_PAUSE_MS;
  },
  { pauseMs: QUIET_PAUSE_MS, onTrouble: trouble },
);
