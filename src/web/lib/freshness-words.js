import { spanText } from './words.js';

/**
 * Says in a few words whether all is well with the data.
 * @param {import('../../api/ingestions/show-freshness').FreshnessBody} freshness
 */
export function shortVerdict(freshness) {
  const { state, newest_poll_at: newest, newest_poll_age_seconds: age } = freshness;
  const cameAgo = sinceLastNew(freshness);
  switch (state) {
    case 'fresh':
      return `Fresh: new polls came in ${cameAgo} ago`;
    case 'sample':
      return newest === null
        ? 'The sample, not your data'
        : `The sample of ${newest.slice(0, 4)}, not your data`;
    case 'old':
      return `Old: the newest poll is ${age === null ? 'not of today' : `${spanText(age)} old`}`;
    case 'problems':
      return 'Problems: not all data could be read';
    case 'stale':
      return freshness.polls_state === 'stale'
        ? `Stale: no new poll has come in for ${cameAgo}`
        : 'Stale: a source gives nothing new';
    case 'empty':
      return newest === null && freshness.log_version > 0
        ? 'No poll could be read'
        : 'No poll has come in yet';
  }
}

/** @param {import('../../api/ingestions/show-freshness').FreshnessBody} freshness */
function sinceLastNew({ last_new_polls_at: cameAt, checked_at: checkedAt }) {
  if (cameAt === null) return 'some time';
  const seconds = (Date.parse(checkedAt) - Date.parse(cameAt)) / 1_000;
  return seconds < 60 ? 'less than a minute' : spanText(seconds);
}
