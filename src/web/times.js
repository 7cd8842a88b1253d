import { localTime, utcText } from './lib/words.js';

// What the server writes as machines do becomes readable: in the reader's own time, but an as-of in UTC, as it was asked for.
for (const time of document.querySelectorAll('time[data-local]')) time.replaceWith(localTime(time.dateTime));
for (const time of document.querySelectorAll('time[data-utc]')) {
  time.title = time.textContent;
  time.textContent = utcText(time.dateTime);
}
