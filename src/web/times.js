import { localTime, utcText } from './lib/words.js';

// The server writes instants as machines do. Make them readable: an as-of in UTC, as it was asked for,
// others in local time.
for (const time of document.querySelectorAll('time')) {
  if (time.dataset.local !== undefined) time.replaceWith(localTime(time.dateTime));
  if (time.dataset.utc === undefined) continue;
  time.title = time.textContent ?? '';
  time.textContent = utcText(time.dateTime);
}
