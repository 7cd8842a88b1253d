import { spanText } from './words.js';

/** Whether polls still come in, in a few words. */
export function shortVerdict({ state, last_new_polls_at: cameAt, checked_at: checkedAt }) {
  if (state === 'empty') return 'No poll has come in yet';
  const seconds = (Date.parse(checkedAt) - Date.parse(cameAt)) / 1_000;
  const ago = seconds < 60 ? 'less than a minute' : spanText(seconds);
  return state === 'fresh'
    ? `Fresh: new polls came in ${ago} ago`
    : `Stale: no new poll has come in for ${ago}`;
}
