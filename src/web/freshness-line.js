import { call } from './lib/api.js';
import { write } from './lib/dom.js';
import { shortVerdict } from './lib/freshness-words.js';
import { utcText } from './lib/words.js';

/** One line on how fresh the data are, and the instant of the latest poll beside its choice. */
export async function tellFreshness() {
  const freshness = await call('/api/v1/freshness');
  const line = document.querySelector('#freshness');
  line.className = 'state';
  line.dataset.state = freshness.state;
  write(line, shortVerdict(freshness));
  const newest = freshness.newest_poll_at;
  write(document.querySelector('#latest-poll'), newest === null ? '' : `: ${utcText(newest)}`);
}
