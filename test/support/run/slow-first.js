const { default: Sequencer } = require('@jest/test-sequencer');

/** Rooms of tests that start servers, programs and browsers: their files take minutes, and the others seconds. */
const SLOW = /[\\/]test[\\/](workflows|deploy|package|web|cli)[\\/]/;

/** Starts slow files first, so that none of them runs alone at the end. On a clean checkout jest knows no durations. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const isSlow = ({ path }) => SLOW.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};
