import { spanText } from './words.js';

/**
 * Says in a few words whether polls still come in.
 * @param {import('../../api/ingestions/show-freshness').FreshnessBody} freshness
 */
export function shortVerdict({ state, last_new_polls_at: cameAt, checked_at: checkedAt }) {
  if (state === 'empty' || cameAt === null) return 'No poll has come in yet';
  const seconds = (Date.parse(checkedAt) - Date.parse(cameAt)) / 1_000;
  const ago = seconds < 60 ? 'less than a minute' : spanText(seconds);
  return state === 'fresh'
    ? `Fresh: new polls came in ${ago} ago`
    : `Stale: no new poll has come in for ${ago}`;
}
