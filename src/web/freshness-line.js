import { call } from './lib/api.js';
import { find, write } from './lib/dom.js';
import { shortVerdict } from './lib/freshness-words.js';
import { utcText } from './lib/words.js';

/** Says in one line how fresh the data is, and shows the instant of the latest poll in the form. */
export async function tellFreshness() {
  /** @type {import('../api/ingestions/show-freshness').FreshnessBody} */
  const freshness = await call('/api/v1/freshness');
  const line = find('#freshness', HTMLElement);
  line.className = 'state';
  line.dataset.state = freshness.state;
  write(line, shortVerdict(freshness));
  const newest = freshness.newest_poll_at;
  write(find('#latest-poll', HTMLElement), newest === null ? '' : `: ${utcText(newest)}`);
}
