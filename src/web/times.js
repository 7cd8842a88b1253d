import { localTime } from './lib/words.js';

// What the server writes in UTC, in the reader's own time; an as-of stays in UTC, since it was asked for so.
for (const time of document.querySelectorAll('time[data-local]')) time.replaceWith(localTime(time.dateTime));
