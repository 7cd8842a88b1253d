import { spanText } from './words.js';

/** Whether polls still come in, in a few words. */
export function shortVerdict({
  state,
  last_new_polls_at: cameAt,
  checked_at: checkedAt,
  stale_after_seconds: limit,
}) {
  if (state === 'empty') return 'No poll has come in yet';
  const ago = spanText((Date.parse(checkedAt) - Date.parse(cameAt)) / 1_000);
  return state === 'fresh'
    ? `Fresh: new polls came in ${ago} ago`
    : `Stale: no new poll for ${ago}; after ${spanText(limit)} something is wrong`;
}
